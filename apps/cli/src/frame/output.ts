import { Injectable } from '@nestjs/common';
import Table from 'cli-table3';

/** Results go to standard output and nothing else does, so that they can be piped. */
@Injectable()
export class Output {
  say(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  json(value: unknown): void {
    this.say(JSON.stringify(value, null, 2));
  }

  table(head: string[], rows: readonly (readonly string[])[]): void {
    const table = new Table({ head, style: { head: [], border: [], compact: true } });
    table.push(...rows.map((row) => [...row]));
    this.say(table.toString());
  }

  /** One thing: a line for each of its properties. */
  properties(rows: Readonly<Record<string, string>>): void {
    const width = Math.max(...Object.keys(rows).map(({ length }) => length));
    for (const [name, value] of Object.entries(rows)) {
      this.say(`${name.padEnd(width)}  ${value.replaceAll('\n', `\n${' '.repeat(width + 2)}`)}`.trimEnd());
    }
  }
}
