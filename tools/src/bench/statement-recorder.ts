import pg from 'pg';

/** One statement as it went to the driver. */
export interface Statement {
  text: string;
  /** Of a prepared statement. */
  name?: string;
  values: unknown[];
}

type Query = (this: pg.Client, ...given: unknown[]) => unknown;

const requestPath = new Set(['postern-mfa', 'postern-identity']);
const ofRelayOrConsumer = /^\w+\.(outbox\.take|inbox\.)/;

/**
 * Listens to what mfa and identity say to PostgreSQL, through `pg` in this process, while somebody waits: neither to what
 * moves messages from the outbox to the queue and acts on them, nor to the queue itself.
 */
export class StatementRecorder {
  private readonly original = pg.Client.prototype.query as unknown as Query;
  private transactions = new WeakMap<object, Statement[]>();
  private said: Statement[] = [];

  start(): void {
    const { original } = this;
    const note = (client: pg.Client, given: unknown[]) => this.note(client, given);
    this.said = [];
    // One that was under way when somebody stopped listening has ended since.
    this.transactions = new WeakMap();
    (pg.Client.prototype as { query: Query }).query = function (...given) {
      note(this, given);
      return original.apply(this, given);
    };
  }

  stop(): void {
    (pg.Client.prototype as { query: Query }).query = this.original;
    this.said = [];
  }

  /** What was said since the last time, transactions once they have ended. */
  take(): Statement[] {
    return this.said.splice(0);
  }

  private note(client: pg.Client, given: unknown[]): void {
    if (!requestPath.has(applicationOf(client))) return;
    const statement = statementOf(given);
    if (/^begin/i.test(statement.text)) this.transactions.set(client, []);
    const transaction = this.transactions.get(client);
    const ends = /^(commit|rollback)/i.test(statement.text);
    if (!transaction) {
      // The end of one that was begun before anybody listened is left out.
      if (!ends) this.keep([statement]);
      return;
    }
    transaction.push(statement);
    if (!ends) return;
    this.transactions.delete(client);
    this.keep(transaction);
  }

  private keep(statements: Statement[]): void {
    if (!statements.some(({ name }) => ofRelayOrConsumer.test(name ?? ''))) this.said.push(...statements);
  }
}

const applicationOf = (client: pg.Client): string =>
  (client as unknown as { connectionParameters: { application_name?: string } }).connectionParameters
    .application_name ?? '';

function statementOf([first, second]: unknown[]): Statement {
  const { text, name, values } = (typeof first === 'string' ? { text: first } : first) as Partial<Statement>;
  return {
    text: text ?? '',
    ...(name ? { name } : {}),
    values: structuredClone(Array.isArray(second) ? second : (values ?? [])) as unknown[],
  };
}
