import { fieldErrors } from '@postern/platform';
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { BadInput, Refusal } from './failure.js';

/**
 * @param names what a field is called on the command line, where that is not its own name
 * @throws BadInput naming every field that is wrong, and what it takes
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  names: Readonly<Record<string, string>> = {},
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap(fieldErrors);
  throw new BadInput(
    errors
      .map(({ field, message }) => {
        const [first = '', ...rest] = field.split('.');
        const name = names[field] ?? (names[first] && [names[first], ...rest].join(' ')) ?? field;
        return `${name}: ${message}`;
      })
      .join('\n'),
  );
}

/** @throws Refusal when the file cannot be read. */
export function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Refusal(`${path} cannot be read${code === 'ENOENT' ? ': there is no such file' : ''}.`);
  }
}

/** @throws BadInput when it is not an object in JSON. */
export function jsonOf(path: string): Record<string, unknown> {
  const text = textOf(path);
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Falls through: the parser's own words quote the text.
  }
  throw new BadInput(`${path} does not hold a JSON object.`);
}
