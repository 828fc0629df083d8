import { parseEnv } from 'node:util';

/** A file of `NAME=value` lines in which values are exchanged and everything else stays, comments and order included. */
export class EnvText {
  constructor(private text: string) {}

  toString(): string {
    return this.text;
  }

  /** @returns undefined where the variable is absent or empty, as the services see it. */
  get(name: string): string | undefined {
    return parseEnv(this.text)[name] || undefined;
  }

  names(): string[] {
    return Object.keys(parseEnv(this.text));
  }

  /** Changes a variable that is there. Where a name stands twice, the last one counts, for the services as for this. */
  set(name: string, value: string): void {
    const lines = this.text.split('\n');
    const index = lines.findLastIndex((line) => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(line));
    if (index < 0) throw new Error(`${name} is not there`);
    const left = (lines[index] as string).slice(0, (lines[index] as string).indexOf('=') + 1);
    lines[index] = `${left}${/["{[\s#]/.test(value) ? `'${value}'` : value}`;
    this.text = lines.join('\n');
    // What parses to something else (a value over several lines) is not touched rather than broken.
    if (this.get(name) !== value) throw new Error(`${name} is written over several lines`);
  }
}
