type ColumnType = 'uuid' | 'text' | 'int' | 'bigint' | 'boolean' | 'jsonb' | 'timestamptz';

/** A state as JSON holds it. */
export type Json<State> = { [Name in keyof State]: State[Name] extends Date | null ? string | null : State[Name] };

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const quoted = (name: string): string => `"${name}"`;

/** The columns of a table, named as in the state that they hold: the one place that says how it lies in PostgreSQL. */
export class Table<State extends object> {
  private readonly names: (keyof State & string)[];
  private readonly moments: (keyof State & string)[];

  constructor(
    readonly name: string,
    private readonly types: { [Name in keyof State & string]: ColumnType },
  ) {
    this.names = Object.keys(types) as (keyof State & string)[];
    this.moments = this.names.filter((name) => types[name] === 'timestamptz');
  }

  /** The row known as `alias`, as JSON with the state's names. */
  json(alias: string): string {
    const columns = this.names.map((name) => `${alias}.${snake(name)} as ${quoted(name)}`).join(', ');
    return `(select row_to_json(row_of_${alias}) from (select ${columns}) row_of_${alias})`;
  }

  /**
   * `insert into …` of all states in the JSON array that is the parameter, for each row of `guard`. What is there already is
   * known as `alias`.
   */
  insertFrom(parameter: string, guard: string, alias = 'stored'): string {
    const definition = this.names.map((name) => `${quoted(name)} ${this.types[name]}`).join(', ');
    return `insert into ${this.name} as ${alias} (${this.names.map(snake).join(', ')})
      select ${this.names.map((name) => `r.${quoted(name)}`).join(', ')}
      from ${guard}, jsonb_to_recordset(${parameter}::jsonb) as r(${definition})`;
  }

  /** What `json` gave, as the state that it was. */
  restore(row: Json<State>): State {
    const state = { ...row } as Record<string, unknown>;
    for (const name of this.moments) if (state[name] !== null) state[name] = new Date(state[name] as string);
    return state as State;
  }
}
