import { freePort } from '@postern/local-services/free-port';
import { RedisServer } from '@postern/local-services/redis';
import { SmtpSink } from '@postern/local-services/smtp-sink';
import { eventually } from '@postern/platform/testing';
import pg from 'pg';
import { install, type Installation } from './installation.js';

describe('While a part is away, requests are answered and messages wait', () => {
  let postern: Installation | undefined;
  let sink: SmtpSink | undefined;

  afterEach(async () => {
    await postern?.stop();
    await sink?.stop();
    postern = sink = undefined;
  });

  it('mail server away: the message goes out when it is back', async () => {
    const port = await freePort();
    postern = await install({ given: { SMTP_URL: `smtp://127.0.0.1:${port}` } });
    const ann = await postern.newcomer();
    await ann.signIn();
    expect((await ann.act('POST', '/email', {})).kind).toBe('await-email');
    await new Promise((resolve) => setTimeout(resolve, 1_500));

    sink = await SmtpSink.start({ port });
    await sink.waitFor(1);
    expect(sink.received[0]).toMatchObject({ to: [ann.email], subject: expect.stringMatching(/Verify Your Email/) });
  });

  it('database connections cut: the next request works again', async () => {
    postern = await install();
    const ann = await postern.newcomer();
    const admin = new pg.Client({ connectionString: postern.databaseUrl.reveal() });
    await admin.connect();
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    await admin.end();
    await eventually(async () => (await ann.signIn()).kind === 'verify-email');
    await ann.verifyEmail();
    expect(ann.step('enroll-factor').allowed).toContain('sms');
  });

  const withRedis = process.env['TEST_REDIS_URL'] ? it : it.skip;

  withRedis('Redis away: sign-in answers as ever, and the message goes out when it is back', async () => {
    const port = await freePort();
    let redis = await RedisServer.start({ port });
    sink = await SmtpSink.start();
    postern = await install({ queueUrl: redis.url, given: { SMTP_URL: sink.url } });
    const ann = await postern.newcomer();

    await redis.stop('SIGKILL');
    const begun = Date.now();
    await ann.signIn();
    expect((await ann.act('POST', '/email', {})).kind).toBe('await-email');
    expect(Date.now() - begun).toBeLessThan(3_000);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(sink.received).toEqual([]);

    redis = await RedisServer.start({ port });
    await sink.waitFor(1, 25_000);
    expect(sink.received).toHaveLength(1);
    await postern.stop();
    postern = undefined;
    await redis.stop();
  });
});
