import { Problem } from '@postern/platform';
import type { FastifyInstance } from 'fastify';
import { visit } from 'jsonc-parser';

/**
 * JSON has no rule for a name that appears twice (RFC 8259 section 4): parsers in a chain may each see another value. Such a
 * body is refused, and so are `__proto__` and `constructor.prototype`.
 */
export function takeStrictJson(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser('application/json');
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = body as string;
    // Many clients send the header with every POST, also with those that have no body.
    if (text === '') return done(null, undefined);
    return parse(request, text, (error, value) => {
      if (error) return done(malformed());
      const twice = duplicates(text);
      if (!twice) return done(malformed());
      return twice.length > 0 ? done(invalid(twice)) : done(null, value);
    });
  });
}

/** @returns the dotted paths that appear more than once; undefined for a body nested too deep to look through. */
export function duplicates(text: string): string[] | undefined {
  const objects: Set<string>[] = [];
  const twice = new Set<string>();
  try {
    visit(text, {
      onObjectBegin: () => void objects.push(new Set()),
      onObjectEnd: () => void objects.pop(),
      onObjectProperty: (name, _offset, _length, _line, _character, path) => {
        const names = objects.at(-1);
        if (names?.has(name)) twice.add([...path(), name].map((part) => String(part).slice(0, 64)).join('.'));
        names?.add(name);
      },
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return [...twice];
}

const malformed = () => new Problem('request.malformed', { detail: 'The body could not be read as JSON.' });

const invalid = (fields: string[]) =>
  new Problem('request.invalid', {
    errors: fields
      .slice(0, 50)
      .map((field) => ({ field, reason: 'duplicate', message: 'This field appears more than once.' })),
  });
