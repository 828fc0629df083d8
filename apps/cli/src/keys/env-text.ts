import { parseEnv } from 'node:util';
import { Refusal } from '../frame/failure.js';

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

  /**
   * Changes a variable that is there. Where a name stands twice, the last one counts, for the services as for this.
   *
   * @throws Refusal where its value goes over several lines: those are left alone rather than broken.
   */
  set(name: string, value: string): void {
    const lines = this.text.split('\n');
    const index = lines.findLastIndex((line) => new RegExp(`^\\s*(?:export\\s+)?${name}\\s*=`).test(line));
    const line = lines[index] ?? '';
    if (parseEnv(line)[name] !== parseEnv(this.text)[name]) throw new Refusal(`Write ${name} on one line first.`);
    lines[index] = `${line.slice(0, line.indexOf('=') + 1)}${/["{[\s#]/.test(value) ? `'${value}'` : value}`;
    this.text = lines.join('\n');
  }
}
