import type { MessageName, MessageNameOf, SendMessage } from '@postern/contracts';
import { OpenConnection, Sealer } from '@postern/platform';
import { eventually } from '@postern/platform/testing';
import { Queue } from 'bullmq';
import type { RunningIdentity } from './running-identity.js';

export interface Mail extends Pick<SendMessage, 'template' | 'to' | 'locale' | 'data'> {
  /** The link inside, with its secret; null where there is none. */
  link: string | null;
  token: string | null;
}

/** What identity has sent to people, opened as notifications would, and what it has told mfa. */
export class Mailbox {
  private readonly queue: Queue;
  private readonly mfa: Queue;
  private readonly sealer: Sealer;

  constructor(private readonly identity: RunningIdentity) {
    const { connection } = identity.app.get(OpenConnection, { strict: false }).opened;
    this.queue = new Queue('notifications', { connection });
    this.mfa = new Queue('mfa', { connection });
    for (const queue of [this.queue, this.mfa]) queue.on('error', () => undefined);
    this.sealer = new Sealer(identity.config.SEALING_KEYS);
  }

  /** All that an address was ever sent, oldest first. */
  async to(address: string): Promise<Mail[]> {
    await eventually(
      async () => (await this.identity.database.query('out', 'select from identity.outbox')).length === 0,
    );
    const jobs = await this.queue.getJobs(['waiting']);
    const messages = jobs.map(({ data }) => data as SendMessage).filter(({ to }) => to === address);
    return messages.reverse().map((message) => this.open(message));
  }

  /** The last one of that kind, once it is there. */
  async last(address: string, template: MessageName): Promise<Mail & { token: string }> {
    return eventually(async () => {
      const mail = (await this.to(address)).filter((one) => one.template === template).at(-1);
      return mail && { ...mail, token: mail.token ?? '' };
    });
  }

  /** The bodies of what mfa was told about an account under that name. */
  async toldMfa(accountId: string, name: MessageNameOf<'mfa'>): Promise<object[]> {
    const jobs = (await this.mfa.getJobs(['waiting'])).filter((job) => job.name === name);
    return jobs.map(({ data }) => data as { accountId: string }).filter((body) => body.accountId === accountId);
  }

  async close(): Promise<void> {
    await Promise.all([this.queue.close(), this.mfa.close()]);
  }

  private open({ id, template, to, locale, data, sealed }: SendMessage): Mail {
    const secret = sealed && (JSON.parse(this.sealer.open(sealed, id)) as { link: string });
    return { template, to, locale, data, link: secret?.link ?? null, token: secret?.link.split('#token=')[1] ?? null };
  }
}
