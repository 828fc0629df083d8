import { once } from 'node:events';
import { jest } from '@jest/globals';
import { queues, type MessageBody, type SendMessages } from '@postern/contracts';
import { newId } from '@postern/kernel';
import { SmtpSink } from '@postern/local-services/smtp-sink';
import { Keyring, Sealer } from '@postern/platform';
import { eventually, faultBackends } from '@postern/platform/testing';
import { aPasscode } from '../testing/builders.js';
import { Installation } from '../testing/workers.js';

jest.setTimeout(120_000);

type Verdict = { code: number; text: string } | undefined;

describe.each(faultBackends())('notifications workers with batches on $name', ({ url }) => {
  let installation: Installation;
  let sink: SmtpSink;
  /** Address → how often a mail to it was accepted. */
  let accepted: Map<string, number>;
  let onRecipient: (address: string, tries: number) => Verdict | Promise<Verdict>;

  beforeEach(async () => {
    installation = await Installation.make(url);
    accepted = new Map();
    const tries = new Map<string, number>();
    onRecipient = () => undefined;
    sink = await SmtpSink.start({
      keep: false,
      onRecipient: async (address) => {
        tries.set(address, (tries.get(address) ?? 0) + 1);
        const verdict = await onRecipient(address, tries.get(address) ?? 1);
        if (!verdict) accepted.set(address, (accepted.get(address) ?? 0) + 1);
        return verdict;
      },
    });
  });
  afterEach(async () => {
    await installation.end();
    await sink.stop();
  });

  const aBatch = (count: number, of = newId().slice(0, 8)): SendMessages => ({
    id: newId(),
    template: 'mfa-required',
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
    replyTo: 'mfa',
    recipients: Array.from({ length: count }, (_, number) => ({
      id: newId(),
      accountId: newId(),
      to: `${of}-${number}@example.org`,
      locale: 'en',
      data: { username: 'kim', organization: 'Acme', signIn: 'https://signin.example.org/sign-in' },
    })),
  });
  /** What mfa would find in its queue, once it is there. */
  const answerTo = ({ id }: SendMessages, timeout = 20_000) =>
    eventually(async () => {
      const bodies = (await installation.answers()).map((body) => queues.mfa['messages.sent'].parse(body));
      return bodies.find(({ batchId }) => batchId === id);
    }, timeout);

  it('delivers to each, tries again what fails for now, and answers with who cannot be reached', async () => {
    onRecipient = (address, tries) => {
      if (address.startsWith('batch-3@')) return { code: 550, text: 'no' };
      return address.startsWith('batch-4@') && tries < 3 ? { code: 451, text: 'later' } : undefined;
    };
    await installation.startWorker({ SMTP_URL: sink.url });
    const batch = aBatch(250, 'batch');
    await installation.sendBatches(batch, batch);
    const answer: MessageBody<'mfa', 'messages.sent'> = await answerTo(batch);
    expect(answer.failed).toEqual([{ id: batch.recipients[3]?.id, reason: 'smtp.550', permanent: true }]);
    expect(accepted.size).toBe(249);
    expect([...accepted.values()].every((times) => times === 1)).toBe(true);
    expect(await installation.delivery(batch.recipients[4]?.id as string)).toMatchObject({
      state: 'sent',
      attempts: 3,
    });
  });

  it('whoever waits for a code goes before batches that came earlier, and has connections of its own', async () => {
    onRecipient = async (address) => {
      // Ten batches take ten seconds and more.
      if (!address.startsWith('kim')) await new Promise((resolve) => setTimeout(resolve, 20));
      return undefined;
    };
    await installation.sendBatches(...Array.from({ length: 10 }, () => aBatch(250)));
    await installation.startWorker({ SMTP_URL: sink.url, DELIVERY_CONCURRENCY: '2' });
    await eventually(() => accepted.size > 20);
    const sealer = new Sealer(Keyring.parse(installation.sealingKeys));
    const codes = Array.from({ length: 5 }, () => aPasscode(sealer));
    await installation.send(...codes);
    await eventually(() => accepted.get('kim@example.org') === 5, 6_000);
    expect(accepted.size).toBeLessThan(1_500);
  });

  it('after kill -9 in the middle of a batch another worker goes on: nobody is left out, few are told twice', async () => {
    onRecipient = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return undefined;
    };
    const first = await installation.spawnWorker({ SMTP_URL: sink.url });
    const batch = aBatch(250);
    await installation.sendBatches(batch);
    await eventually(() => accepted.size > 50);
    first.kill('SIGKILL');
    await once(first, 'exit');
    expect(accepted.size).toBeLessThan(250);
    await installation.startWorker({ SMTP_URL: sink.url });
    expect((await answerTo(batch, 70_000)).failed).toEqual([]);
    expect(accepted.size).toBe(250);
    expect(Math.max(...accepted.values())).toBeLessThanOrEqual(2);
    // What had not been written down yet, and what was under way.
    const twice = [...accepted.values()].filter((times) => times === 2).length;
    expect(twice).toBeLessThanOrEqual(25 + 5 * 4);
  });
});
