import type { Channel, MessageName, Sealed } from '@postern/contracts';
import type { RenderedMessage } from '@postern/messages';
import { Database, deleteInBatches, Sealer } from '@postern/platform';
import { Courier, PermanentDeliveryError, type Parcel } from '../delivery/courier.js';

/** A message as the inbox shows it. */
export interface InboxMessage {
  id: string;
  channel: Channel;
  to: string;
  template: MessageName;
  subject?: string;
  text: string;
  html?: string;
  sentAt: string;
}

/** How many messages the inbox keeps. */
export const inboxCapacity = 500;

interface Row {
  id: string;
  channel: Channel;
  destination: string;
  template: MessageName;
  content: Sealed;
  sent_at: Date;
}

/**
 * The embedded mode's carrier for both channels: messages stay in the database, sealed, where the gateway's inbox page
 * reads them. For trying things out on one machine only; whoever can read the inbox can sign in as anybody.
 */
export class InboxCourier extends Courier {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {
    super();
  }

  async deliver({ id, template, to, rendered }: Parcel): Promise<{ providerReference: string }> {
    // As a real server has it: no mailbox is at such a domain (RFC 6761 section 6.4).
    if (/@[^@]*\.invalid$/i.test(to)) throw new PermanentDeliveryError('inbox.no-such-domain');
    const { channel, ...content } = rendered;
    await this.database.query(
      'notifications.inbox-messages.add',
      `with added as (
         insert into notifications.inbox_messages (id, channel, destination, template, content)
         values ($1, $2, $3, $4, $5) on conflict (id) do nothing
         returning position
       )
       delete from notifications.inbox_messages m using added where m.position <= added.position - $6`,
      [
        id,
        channel,
        to,
        template,
        JSON.stringify(this.sealer.seal(JSON.stringify(content), sealedTo(id))),
        inboxCapacity,
      ],
    );
    return { providerReference: `inbox:${id}` };
  }

  /** @returns how many messages are gone */
  async forgetBefore(moment: Date): Promise<number> {
    return deleteInBatches(
      this.database,
      'notifications.inbox-messages.forget',
      'notifications.inbox_messages',
      'sent_at < $1',
      [moment],
    );
  }

  /** Newest first; those to one address or number only, when `to` is given. E-mail addresses match in any case. */
  async messages(to?: string): Promise<InboxMessage[]> {
    const rows = await this.database.query<Row>(
      'notifications.inbox-messages.list',
      `select id, channel, destination, template, content, sent_at from notifications.inbox_messages
       where $1::text is null or lower(destination) = lower($1) order by position desc limit $2`,
      [to ?? null, inboxCapacity],
    );
    return rows.map(({ id, channel, destination, template, content, sent_at }) => ({
      id,
      channel,
      to: destination,
      template,
      ...(JSON.parse(this.sealer.open(content, sealedTo(id))) as Omit<RenderedMessage, 'channel'>),
      sentAt: sent_at.toISOString(),
    }));
  }
}

const sealedTo = (id: string): string => `inbox:${id}`;
