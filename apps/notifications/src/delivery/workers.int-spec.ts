import { once } from 'node:events';
import { jest } from '@jest/globals';
import { SmtpSink } from '@postern/local-services/smtp-sink';
import { TwilioPeer } from '@postern/local-services/twilio-peer';
import { Keyring, Sealer } from '@postern/platform';
import { eventually, faultBackends } from '@postern/platform/testing';
import { aPasscode } from '../testing/builders.js';
import { Installation } from '../testing/workers.js';

jest.setTimeout(90_000);

type Refusal = { code: number; text: string } | undefined;

describe.each(faultBackends())('notifications workers on $name', ({ url }) => {
  let installation: Installation;
  let sealer: Sealer;
  let sink: SmtpSink;
  let onMail: (seen: number) => Refusal | Promise<Refusal>;

  beforeEach(async () => {
    installation = await Installation.make(url);
    sealer = new Sealer(Keyring.parse(installation.sealingKeys));
    onMail = () => undefined;
    sink = await SmtpSink.start({ onMail: (_mail, seen) => onMail(seen) });
  });
  afterEach(async () => {
    await installation.end();
    await sink.stop();
  });

  const stateIs = (id: string, state: string, timeout = 20_000) =>
    eventually(async () => {
      const delivery = await installation.delivery(id);
      return delivery?.state === state ? delivery : undefined;
    }, timeout);

  it('delivers e-mail and text messages, and leaves nothing in the queue', async () => {
    const twilio = await TwilioPeer.start();
    await installation.startWorker({
      SMTP_URL: sink.url,
      TWILIO_ACCOUNT_SID: twilio.accountSid,
      TWILIO_AUTH_TOKEN: twilio.authToken,
      TWILIO_FROM: '+12025550100',
      TWILIO_API_URL: twilio.url,
    });
    const [mail, text] = [aPasscode(sealer), aPasscode(sealer, { channel: 'sms' })];
    await installation.send(mail, text);
    await Promise.all([stateIs(mail.id, 'sent'), stateIs(text.id, 'sent')]);
    expect(sink.received[0]?.text).toContain('004213');
    expect(twilio.received[0]?.body).toMatch(/\n@signin\.example\.org #004213$/u);
    await eventually(async () => (await installation.messages('completed', 'active', 'failed')) === 0);
    await twilio.stop();
  });

  it('tries again after a 4xx', async () => {
    onMail = (seen) => (seen === 0 ? { code: 451, text: 'try later' } : undefined);
    await installation.startWorker({ SMTP_URL: sink.url });
    const message = aPasscode(sealer);
    await installation.send(message);
    expect(await stateIs(message.id, 'sent')).toMatchObject({ attempts: 2 });
    expect(sink.received).toHaveLength(1);
  });

  it('keeps a dead letter after a 5xx, which an operator can send once the cause is gone', async () => {
    let refusing = true;
    onMail = () => (refusing ? { code: 554, text: 'refused' } : undefined);
    await installation.startWorker({ SMTP_URL: sink.url });
    const message = aPasscode(sealer, { code: '918273' });
    await installation.send(message);
    expect(await stateIs(message.id, 'dead')).toEqual({ state: 'dead', attempts: 1, reason: 'smtp.554' });
    const [job] = await eventually(async () => {
      const failed = await installation.failedJobs();
      return failed.length > 0 ? failed : undefined;
    });
    expect(job).toMatchObject({ id: message.id, failedReason: 'smtp.554', attemptsMade: 1 });

    refusing = false;
    await job?.retry();
    expect(await stateIs(message.id, 'sent')).toMatchObject({ attempts: 2 });
    expect(sink.received[0]?.text).toContain('918273');
  });

  it('never sends what has expired, be it at once or while it was tried', async () => {
    onMail = () => ({ code: 451, text: 'try later' });
    await installation.startWorker({ SMTP_URL: sink.url });
    const late = aPasscode(sealer, { expiresAt: new Date(Date.now() - 1_000).toISOString() });
    const soon = aPasscode(sealer, { expiresAt: new Date(Date.now() + 1_500).toISOString() });
    await installation.send(late, soon);
    expect(await stateIs(late.id, 'expired')).toMatchObject({ attempts: 0 });
    const { attempts } = await stateIs(soon.id, 'expired');
    expect(attempts).toBeGreaterThanOrEqual(1);
    expect(sink.received).toEqual([]);
    await eventually(async () => (await installation.messages('failed', 'delayed', 'waiting')) === 0);
  });

  it('waits for a mail server that is down', async () => {
    const { port, url: smtpUrl } = sink;
    await sink.stop();
    await installation.startWorker({ SMTP_URL: smtpUrl });
    const message = aPasscode(sealer);
    await installation.send(message);
    await eventually(async () => (await installation.delivery(message.id))?.reason ?? undefined);
    expect(await installation.delivery(message.id)).toMatchObject({ state: 'queued' });
    sink = await SmtpSink.start({ port });
    await stateIs(message.id, 'sent');
    expect(sink.received).toHaveLength(1);
  });

  it('delivers a message once that comes twice', async () => {
    await installation.startWorker({ SMTP_URL: sink.url });
    const message = aPasscode(sealer);
    await installation.send(message);
    await installation.send(message);
    await stateIs(message.id, 'sent');
    // While the first job is still there, the queue itself ignores another one with its id.
    await eventually(async () => (await installation.queue.getJob(message.id)) === undefined);
    await installation.send(message);
    await eventually(() => installation.logs.some((line) => line.includes('settled-before')));
    expect(sink.received).toHaveLength(1);
  });

  it('sends a message once when 20 jobs bring it at once, and again while the mail server is slow', async () => {
    onMail = () => new Promise((resolve) => setTimeout(() => resolve(undefined), 3_000));
    await installation.startWorker({ SMTP_URL: sink.url });
    const message = aPasscode(sealer);
    await installation.queue.addBulk(
      Array.from({ length: 20 }, (_, index) => ({
        name: 'send-message',
        data: message,
        opts: { jobId: `copy-${index}`, attempts: 12, backoff: { type: 'fixed', delay: 500 }, removeOnComplete: true },
      })),
    );
    expect(await stateIs(message.id, 'sent')).toMatchObject({ attempts: 1 });
    await eventually(async () => (await installation.messages('waiting', 'active', 'delayed', 'failed')) === 0);
    expect(sink.received).toHaveLength(1);
  });

  it('speaks the language of each message', async () => {
    await installation.startWorker({ SMTP_URL: sink.url });
    const [english, spanish] = [aPasscode(sealer), aPasscode(sealer, { locale: 'es' })];
    await installation.send(english, spanish);
    await Promise.all([stateIs(english.id, 'sent'), stateIs(spanish.id, 'sent')]);
    expect(sink.received.map(({ subject }) => subject).sort()).toEqual([
      'Postern: Código temporal',
      'Postern: Temporary Passcode',
    ]);
  });

  it('clears what is old by the clock, and comes back to it', async () => {
    const old = aPasscode(sealer);
    const young = aPasscode(sealer);
    const worker = await installation.startWorker({ SMTP_URL: sink.url, DELIVERY_RETENTION_DAYS: '30' });
    await installation.startWorker({ SMTP_URL: sink.url, DELIVERY_RETENTION_DAYS: '30' });
    await installation.send(old, young);
    await Promise.all([stateIs(old.id, 'sent'), stateIs(young.id, 'sent')]);
    await installation.database.query(
      'test.age',
      `update notifications.deliveries set queued_at = now() - interval '31 days' where message_id = $1`,
      [old.id],
    );
    const schedulers = await eventually(async () => {
      const known = await installation.queue.getJobSchedulers();
      return known.length > 0 ? known : undefined;
    });
    expect(schedulers).toMatchObject([{ name: 'clear-expired', every: 3_600_000 }]);
    // As if the hour were over.
    const [due] = await eventually(async () => {
      const jobs = await installation.queue.getDelayed();
      return jobs.length > 0 ? jobs : undefined;
    });
    expect(due?.name).toBe('clear-expired');
    await due?.promote();
    await eventually(async () => (await installation.delivery(old.id)) === undefined);
    expect(await installation.delivery(young.id)).toMatchObject({ state: 'sent' });
    await eventually(async () => (await installation.queue.getDelayed()).length === 1);
    await worker.close();
  });

  it('finishes what is under way before it stops, and leaves no job behind as stalled', async () => {
    let arrived = false;
    let accept: () => void = () => undefined;
    onMail = () => {
      arrived = true;
      return new Promise((resolve) => (accept = () => resolve(undefined)));
    };
    const worker = await installation.startWorker({ SMTP_URL: sink.url });
    const message = aPasscode(sealer);
    await installation.send(message);
    await eventually(() => arrived);
    const closed = worker.close();
    setTimeout(() => accept(), 300);
    await closed;
    expect(await installation.delivery(message.id)).toMatchObject({ state: 'sent', attempts: 1 });
    expect(await installation.messages('active', 'waiting', 'delayed', 'failed')).toBe(0);
  });

  it('after kill -9 in mid-delivery another worker takes over within 20 s: nothing lost, sent at most twice', async () => {
    // The first worker's mail arrives but is never acknowledged.
    let arrived = false;
    onMail = (seen) => {
      arrived = true;
      return seen === 0 ? new Promise<Refusal>(() => undefined) : undefined;
    };
    const first = await installation.spawnWorker({ SMTP_URL: sink.url });
    const message = aPasscode(sealer);
    await installation.send(message);
    await eventually(() => arrived);
    expect(await installation.delivery(message.id)).toMatchObject({ state: 'queued', attempts: 1 });
    first.kill('SIGKILL');
    await once(first, 'exit');

    const killedAt = Date.now();
    await installation.startWorker({ SMTP_URL: sink.url });
    const { attempts } = await stateIs(message.id, 'sent', 30_000);
    expect(Date.now() - killedAt).toBeLessThan(20_000);
    expect(attempts).toBe(2);
    expect(sink.received.map(({ messageId }) => messageId)).toEqual([`<${message.id}@postern.example>`]);
  });

  it('two workers side by side share the work, and send each message once', async () => {
    const workers = await Promise.all(
      [1, 2].map(() => installation.spawnWorker({ SMTP_URL: sink.url, DELIVERY_CONCURRENCY: '4' })),
    );
    onMail = () => new Promise((resolve) => setTimeout(() => resolve(undefined), 10));
    const messages = Array.from({ length: 200 }, () => aPasscode(sealer));
    await installation.send(...messages);
    await sink.waitFor(200);
    expect(new Set(sink.received.map(({ messageId }) => messageId)).size).toBe(200);
    const shares = await installation.database.query<{ worker: string; share: number }>(
      'test.shares',
      'select worker, count(*)::int as share from notifications.delivery_attempts group by worker',
    );
    expect(shares.map(({ worker }) => Number(worker.split(':').at(-1))).sort()).toEqual(
      workers.map(({ pid }) => pid).sort(),
    );
    for (const { share } of shares) expect(share).toBeGreaterThan(20);
    expect(sink.received).toHaveLength(200);
  });

  it('S9: no table, queue, failed job or log line holds a code, whether it was sent, refused or put off', async () => {
    onMail = (seen) => [undefined, { code: 554, text: 'no to 918273' }, { code: 451, text: 'later, 918273' }][seen % 3];
    await installation.startWorker({ SMTP_URL: sink.url, INBOX: 'on', LOG_LEVEL: 'debug' });
    const messages = Array.from({ length: 9 }, () => aPasscode(sealer, { code: '918273' }));
    const text = aPasscode(sealer, { code: '918273', channel: 'sms' });
    await installation.send(...messages, text);
    await stateIs(text.id, 'sent');
    await eventually(() => sink.received.length >= 3 && installation.logs.length > 9);
    const kept = await installation.everythingKept();
    expect(kept).toContain('smtp.554');
    expect(kept).toContain('temporary-passcode');
    expect(kept).not.toContain('918273');
  });
});
