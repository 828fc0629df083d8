import { z } from 'zod';
import * as contracts from './index.js';
import { fieldErrorOf, ruleOf, wordFieldError } from './field-errors.js';
import { fieldWords, type FieldWordsKey } from './field-words.en.js';
import { fieldWordsInSpanish } from './field-words.es.js';

const params = { minimum: 8, maximum: 64, unit: 'characters', expected: 'string', allowed: ['sms', 'email'] };
const keys = Object.keys(fieldWords) as FieldWordsKey[];

/** Every rule that a schema words by itself, however deep it lies. */
function* rulesOf(schema: unknown, seen = new Set<unknown>()): Generator<string> {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return;
  seen.add(schema);
  const def = (schema as { _zod?: { def: Record<string, unknown> } })._zod?.def ?? (schema as Record<string, unknown>);
  const error = def['error'];
  if (typeof error === 'function') {
    const words: unknown = error({ code: 'custom', input: undefined });
    if (typeof words === 'string') yield words;
  }
  for (const part of Object.values(def)) yield* rulesOf(part, seen);
}

describe('the words of field errors', () => {
  it.each(keys)('%s says something else in Spanish, in whole sentences, with and without its values', (key) => {
    for (const values of [{}, params]) {
      const [english, spanish] = [fieldWords[key](values), fieldWordsInSpanish[key](values)];
      for (const words of [english, spanish]) expect(words).toMatch(/^\p{Lu}.+\.$/u);
      expect(spanish).not.toBe(english);
      expect(`${english} ${spanish}`).not.toMatch(/undefined|\[object|\busted\b|\bvos\b|\bpor favor|please/iu);
    }
  });

  it('every rule that a schema words by itself can be said in Spanish', () => {
    const words = new Set(Object.values(contracts).flatMap((exported) => [...rulesOf(exported)]));
    expect(words.size).toBeGreaterThan(12);
    expect([...words].filter((text) => !ruleOf(text))).toEqual([]);
  });
});

describe('wordFieldError', () => {
  it('puts an error of a service into Spanish, with its values, and leaves English alone', () => {
    const error = fieldErrorOf('password', 'too-short', { minimum: 8 });
    expect(error).toEqual({
      field: 'password',
      reason: 'too-short',
      message: 'Use at least 8 characters. A few unrelated words work well.',
      params: { minimum: 8 },
    });
    expect(wordFieldError(error, 'en')).toBe(error);
    expect(wordFieldError(error, 'es')).toEqual({
      ...error,
      message: expect.stringMatching(/^Usa al menos 8 caracteres/),
    });
  });

  it('tells the same reason apart by its field', () => {
    const say = (field: string) => wordFieldError({ field, reason: 'too-short', message: '' }, 'es').message;
    expect(say('phone')).toContain('diez dígitos');
    expect(say('account.password')).toContain('caracteres');
  });

  it('does not take a field that nobody knows for an application that nobody knows', () => {
    const strange = fieldErrorOf('application', 'unknown', { rule: 'unrecognized-field' });
    expect(wordFieldError(strange, 'es').message).toBe('Aquí no se conoce este campo.');
    expect(wordFieldError(fieldErrorOf('application', 'unknown'), 'es').message).toContain('Ninguna aplicación');
  });

  it.each(['__proto__', 'constructor', 'something-new'])('keeps the words that it has no others for: %s', (reason) => {
    const error = { field: 'name', reason, message: 'Something new.', params: { rule: 'toString' } };
    expect(wordFieldError(error, 'es')).toEqual(error);
  });

  it('says what is wrong, and never what was typed (S24)', () => {
    const { error } = contracts.registerAccountRequest.safeParse({ username: 'canary\r\n', password: '' });
    expect(z.prettifyError(error!)).toContain('letters');
    expect(JSON.stringify(keys.map((key) => fieldWords[key](params)))).not.toContain('canary');
  });
});
