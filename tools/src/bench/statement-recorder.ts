import pg from 'pg';

/** One statement as it went to the driver. */
export interface Statement {
  text: string;
  /** Of a prepared statement. */
  name?: string;
  values: unknown[];
}

interface Said extends Statement {
  client: object;
  application: string;
}

type Query = (this: pg.Client, ...given: unknown[]) => unknown;

/** Listens to what is said through `pg` in this process. */
export class StatementRecorder {
  private readonly original = pg.Client.prototype.query as unknown as Query;
  private said: Said[] = [];

  start(): void {
    const { original, said } = this;
    const note = (client: pg.Client, given: unknown[]) => this.note(client, given);
    said.length = 0;
    (pg.Client.prototype as { query: Query }).query = function (...given) {
      note(this, given);
      return original.apply(this, given);
    };
  }

  stop(): void {
    (pg.Client.prototype as { query: Query }).query = this.original;
    this.said = [];
  }

  /**
   * What mfa and identity said while somebody waited: neither what moves messages from the outbox to the queue and acts on
   * them, nor the queue itself. Listen only when no message is under way.
   */
  take(): Statement[] {
    const said = this.said;
    this.said = [];
    const aside = new Set([...Map.groupBy(said, ({ client }) => client).values()].flatMap(asideTransactions));
    return said
      .filter((statement) => requestPath.has(statement.application) && !aside.has(statement))
      .map(({ client: _client, application: _application, ...statement }) => statement);
  }

  private note(client: pg.Client, [first, second]: unknown[]): void {
    const application = (client as unknown as { connectionParameters: { application_name?: string } })
      .connectionParameters.application_name;
    const statement = typeof first === 'string' ? { text: first } : (first as { text: string; name?: string });
    const values = Array.isArray(second) ? second : ((first as { values?: unknown[] }).values ?? []);
    this.said.push({
      client,
      application: application ?? '',
      text: statement.text,
      ...('name' in statement && statement.name ? { name: statement.name } : {}),
      values: structuredClone(values) as unknown[],
    });
  }
}

const requestPath = new Set(['postern-mfa', 'postern-identity']);
const ofRelayOrConsumer = /^\w+\.(outbox\.take|inbox\.)/;

/** All statements of those transactions on one connection in which the relay or a consumer works. */
function asideTransactions(said: Said[]): Said[] {
  const aside: Said[] = [];
  let transaction: Said[] | undefined;
  for (const statement of said) {
    const ends = /^(commit|rollback)/i.test(statement.text);
    if (/^begin/i.test(statement.text)) transaction = [];
    // The end of one that was begun before anybody listened.
    if (!transaction && ends) aside.push(statement);
    transaction?.push(statement);
    if (!ends) continue;
    if (transaction?.some(({ name }) => ofRelayOrConsumer.test(name ?? ''))) aside.push(...transaction);
    transaction = undefined;
  }
  // One that was still open when it was asked for.
  return [...aside, ...(transaction ?? [])];
}
