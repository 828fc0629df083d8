import type { MessageName, SendMessage } from '@postern/contracts';
import { Database, Sealer } from '@postern/platform';
import { eventually } from '@postern/platform/testing';

/** Everything that was ever put into the outbox: the relay takes rows away as soon as it can. */
export class SentMessages {
  private constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  static async record(database: Database, sealer: Sealer): Promise<SentMessages> {
    await database.pool.query(`
      create table public.sent (seq bigint generated always as identity, queue text, name text, body jsonb);
      create function public.note_sent() returns trigger language plpgsql as $$
        begin insert into public.sent (queue, name, body) values (new.queue, new.name, new.body); return new; end $$;
      create trigger note_sent after insert on mfa.outbox for each row execute function public.note_sent()`);
    return new SentMessages(database, sealer);
  }

  async events(accountId?: string): Promise<string[]> {
    const rows = await this.database.query<{ name: string }>(
      'spec.events',
      `select name from public.sent where queue = 'identity' and ($1::text is null or body->>'accountId' = $1) order by seq`,
      [accountId ?? null],
    );
    return rows.map(({ name }) => name);
  }

  /** What identity was told of a kind, oldest first. */
  async bodies(name: string, accountId: string): Promise<Record<string, unknown>[]> {
    const rows = await this.database.query<{ body: Record<string, unknown> }>(
      'spec.bodies',
      `select body from public.sent where queue = 'identity' and name = $1 and body->>'accountId' = $2 order by seq`,
      [name, accountId],
    );
    return rows.map(({ body }) => body);
  }

  async to(destination: string, template?: MessageName): Promise<SendMessage[]> {
    const rows = await this.database.query<{ body: SendMessage }>(
      'spec.messages',
      `select body from public.sent where queue = 'notifications' and body->>'to' = $1
         and ($2::text is null or body->>'template' = $2) order by seq`,
      [destination, template ?? null],
    );
    return rows.map(({ body }) => body);
  }

  /** The secret part of the newest such message, as notifications would open it. */
  async secret(destination: string, template: MessageName): Promise<Record<string, string>> {
    const { sealed, id } = await eventually(async () => (await this.to(destination, template)).at(-1));
    if (!sealed) throw new Error(`${template} has no secret`);
    return JSON.parse(this.sealer.open(sealed, id)) as Record<string, string>;
  }

  async code(destination: string): Promise<string> {
    return (await this.secret(destination, 'temporary-passcode'))['code'] as string;
  }

  async link(address: string, template: 'verify-email' | 'recover-factors' = 'verify-email'): Promise<string> {
    return (await this.secret(address, template))['link'] as string;
  }
}
