import { SmtpSink } from '@postern/local-services/smtp-sink';
import { TwilioPeer } from '@postern/local-services/twilio-peer';
import type { Redacted } from '@postern/kernel';
import { eventually, queueBackends } from '@postern/platform/testing';
import { Redis } from 'ioredis';
import pg from 'pg';
import type { Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

/**
 * S9: unique secrets are planted, every flow and its failures are run, and then everything that is kept is searched: the
 * whole database, the queue store, the logs. Only the carriers (mail server, SMS provider) may have seen a secret.
 */
describe.each(queueBackends())('Canary on $name: no secret is kept anywhere (S9)', ({ name, url }) => {
  let postern: Installation;
  let sink: SmtpSink;
  let twilio: TwilioPeer;
  let refuseMail = false;
  let queueUrl: string | undefined;
  const logs: string[] = [];
  const secrets = new Map<string, string>();

  beforeAll(async () => {
    sink = await SmtpSink.start({ onMail: () => (refuseMail ? { code: 554, text: 'refused by policy' } : undefined) });
    twilio = await TwilioPeer.start();
    if (name === 'Redis') queueUrl = url(undefined as never).reveal();
    postern = await install({
      ...(queueUrl ? { queueUrl } : {}),
      logs: (line) => void logs.push(line),
      given: {
        LOG_LEVEL: 'debug',
        SMTP_URL: sink.url,
        TWILIO_ACCOUNT_SID: twilio.accountSid,
        TWILIO_AUTH_TOKEN: twilio.authToken,
        TWILIO_FROM: '+12025550123',
        TWILIO_API_URL: twilio.url,
      },
    });
  });

  afterAll(async () => {
    await postern.stop();
    await Promise.all([sink.stop(), twilio.stop()]);
  });

  const mailTo = (address: string, subject: RegExp) =>
    eventually(() => sink.received.findLast((mail) => mail.to[0] === address && subject.test(mail.subject)));
  const textTo = (phone: string, known: number) =>
    eventually(() => twilio.received.filter((text) => text.to === `+1${phone}`)[known]);
  const plant = (what: string, secret: string | undefined): string => {
    if (!secret) throw new Error(`there is no ${what} to plant`);
    secrets.set(`${what} ${secrets.size}`, secret);
    return secret;
  };

  const verified = async (): Promise<Person> => {
    const ann = await postern.newcomer();
    plant('password', ann.password);
    await ann.signIn();
    plant('flow token', ann.flowToken);
    await ann.act('POST', '/email', {});
    const mail = await mailTo(ann.email, /Verify Your Email/);
    const token = plant('link', /#token=([\w-]+)/.exec(mail.text)?.[1]);
    await postern.client.expect('POST', '/v1/email-verifications', { token });
    await ann.act('GET');
    return ann;
  };

  it('runs text message, e-mail and authenticator app, with wrong answers, locks and refused mail', async () => {
    const byText = await verified();
    await byText.enrollSms();
    const text = await textTo(byText.phone, 0);
    await byText.attempt('POST', '/answer', { code: '000000' });
    await byText.answer(plant('code', /(\d{6})/.exec(text.body)?.[1]));
    plant('session token', byText.session);

    const byMail = await verified();
    await byMail.enrollEmail();
    const mail = await mailTo(byMail.email, /Passcode/);
    await byMail.answer(plant('code', /\b(\d{6})\b/.exec(mail.text)?.[1]));

    const byApp = await verified();
    await byApp.enrollTotp();
    plant('seed', byApp.authenticator);
    await byApp.answer(plant('totp code', byApp.totpCode()));
    await byApp.signIn();
    for (let wrong = 0; wrong < 6; wrong++)
      await byApp.attempt('POST', '/answer', { code: plant('wrong code', String(910_000 + wrong)) });

    const refused = await postern.newcomer();
    plant('password', refused.password);
    refuseMail = true;
    await refused.signIn();
    await refused.act('POST', '/email', {});
    await eventually(
      () => logs.some((line) => /verify-email|send-message/.test(line) && /fail|dead/i.test(line)),
      15_000,
    );
    refuseMail = false;

    await postern.client.send('POST', '/v1/sign-ins', {
      identifier: byText.username,
      password: plant('wrong password', 'a-wrong-but-secret-password'),
    });
    await postern.client.send('POST', '/v1/accounts', {
      username: 'x',
      password: plant('password', 'refused-registration-secret'),
      email: 'x',
    });
    await postern.client.as(plant('stray token', 'stray-session-token-0123456789')).send('GET', '/v1/session');
    expect(secrets.size).toBeGreaterThan(18);
  });

  it.each([
    ['database (and the queues in it)', () => dump(postern.databaseUrl)],
    ['logs', async () => logs.join('\n')],
    ...(name === 'Redis' ? ([['queue store', () => dumpRedis(queueUrl as string)]] as const) : []),
  ] as const)('finds none of them in the %s', async (_, read) => {
    const kept = await read();
    expect(kept.length).toBeGreaterThan(1_000);
    const found = [...secrets].filter(([, secret]) =>
      /^\d{6}$/.test(secret) ? new RegExp(`(?<![\\d.])${secret}(?!\\d)`).test(kept) : kept.includes(secret),
    );
    expect(found.map(([what]) => what)).toEqual([]);
  });
});

/** Every row of every table, as text. */
async function dump(url: Redacted): Promise<string> {
  const client = new pg.Client({ connectionString: url.reveal() });
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    texts.push(name, ...rows.map(({ row }) => row));
  }
  await client.end();
  return texts.join('\n');
}

/** Every key with its value, whatever its type. */
async function dumpRedis(url: string): Promise<string> {
  const redis = new Redis(url);
  const texts: string[] = [];
  for (const key of await redis.keys('*')) {
    const type = await redis.type(key);
    const value =
      type === 'hash'
        ? await redis.hgetall(key)
        : type === 'list'
          ? await redis.lrange(key, '0', '-1')
          : type === 'zset'
            ? await redis.zrange(key, '0', '-1')
            : type === 'set'
              ? await redis.smembers(key)
              : type === 'stream'
                ? await redis.xrange(key, '-', '+')
                : await redis.get(key);
    texts.push(key, JSON.stringify(value));
  }
  redis.disconnect();
  return texts.join('\n');
}
