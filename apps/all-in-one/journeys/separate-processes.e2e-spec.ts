import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '@postern/local-services/free-port';
import { SmtpSink } from '@postern/local-services/smtp-sink';
import { TwilioPeer } from '@postern/local-services/twilio-peer';
import { createTestDatabase, eventually, queueBackends, type TestDatabase } from '@postern/platform/testing';
import { embeddedEnvironments, migrateAll, type Environment, type Environments } from '../src/index.js';
import { Client, Person } from '../src/testing/index.js';
import { installationKeys } from './installation-keys.js';

const redis = queueBackends().find(({ name }) => name === 'Redis');

/** The compiled services, as `nx serve` and the images run them. */
(redis ? describe : describe.skip)('The four services as processes of their own, with two workers, on Redis', () => {
  const processes: ChildProcess[] = [];
  let database: TestDatabase;
  let sink: SmtpSink;
  let twilio: TwilioPeer;
  let environments: Environments;
  let client: Client;
  let workers: ChildProcess[];

  const run = (service: keyof Environments, environment: Environment): ChildProcess => {
    const child = spawn(process.execPath, ['dist/main.js'], {
      cwd: fileURLToPath(new URL(`../../${service}/`, import.meta.url)),
      env: { PATH: process.env['PATH'], ...environment } as NodeJS.ProcessEnv,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    processes.push(child);
    return child;
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    [sink, twilio] = [await SmtpSink.start(), await TwilioPeer.start()];
    const databaseUrl = database.url.reveal();
    const queueUrl = (redis as NonNullable<typeof redis>).url(database).reveal();
    const [gateway, identity, mfa, first, second] = await Promise.all(Array.from({ length: 5 }, freePort));
    const addresses = { databaseUrl, queueUrl, publicUrl: `http://localhost:${gateway}`, port: gateway as number };
    await migrateAll(addresses);
    environments = embeddedEnvironments(await installationKeys(), addresses, {
      LOG_LEVEL: 'warn',
      INBOX: 'off',
      SMTP_URL: sink.url,
      TWILIO_ACCOUNT_SID: twilio.accountSid,
      TWILIO_AUTH_TOKEN: twilio.authToken,
      TWILIO_FROM: '+12025550123',
      TWILIO_API_URL: twilio.url,
      IDENTITY_URL: `http://127.0.0.1:${identity}`,
      MFA_URL: `http://127.0.0.1:${mfa}`,
    });
    run('identity', { ...environments.identity, PORT: String(identity) });
    run('mfa', { ...environments.mfa, PORT: String(mfa) });
    run('gateway', environments.gateway);
    workers = [first, second].map((port) =>
      run('notifications', { ...environments.notifications, PORT: String(port) }),
    );
    client = new Client(addresses.publicUrl);
    await eventually(async () => (await client.send('GET', '/health/ready')).status === 200, 50_000);
  }, 60_000);

  afterAll(async () => {
    await Promise.all(processes.map(end));
    await Promise.all([sink.stop(), twilio.stop(), database.drop()]);
  }, 60_000);

  const linkFor = async (address: string) => {
    const mail = await eventually(() =>
      sink.received.find((received) => received.to[0] === address && received.text.includes('#token=')),
    );
    return /#token=([\w-]+)/.exec(mail.text)?.[1] as string;
  };
  const codeFor = async (phone: string, known = 0) => {
    const text = await eventually(() => twilio.received.filter(({ to }) => to === `+1${phone}`)[known]);
    return /(\d{6})$/.exec(text.body)?.[1] as string;
  };
  const enroll = async (): Promise<Person> => {
    const ann = new Person(client);
    await ann.register();
    await ann.signIn();
    await ann.act('POST', '/email', {});
    await client.expect('POST', '/v1/email-verifications', { token: await linkFor(ann.email) });
    await ann.act('GET');
    await ann.enrollSms();
    await ann.answer(await codeFor(ann.phone));
    return ann;
  };

  it('walk the whole journey', async () => {
    const ann = await enroll();
    expect(ann.flow?.session?.aal).toBe('aal2');
    await ann.signIn();
    await ann.answer(await codeFor(ann.phone, 1));
    expect(await ann.readSession()).toMatchObject({ aal: 'aal2' });
  });

  it('go on with one worker when the other is killed', async () => {
    const [first] = workers;
    first?.kill('SIGKILL');
    const people = await Promise.all(Array.from({ length: 5 }, enroll));
    expect(people.every(({ flow }) => flow?.step.kind === 'complete')).toBe(true);
  }, 60_000);

  it('end on SIGTERM, all of them, with nothing left to do', async () => {
    const codes = await Promise.all(processes.slice(0, 3).map(end));
    expect(codes).toEqual([0, 0, 0]);
  });
});

async function end(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  return ((await ended) as [number | null])[0];
}
