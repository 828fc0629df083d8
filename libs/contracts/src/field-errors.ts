import type { Locale } from './http/fields.js';
import { fieldWords, type FieldParams, type FieldWords, type FieldWordsKey } from './field-words.en.js';
import { fieldWordsInSpanish } from './field-words.es.js';
import type { FieldError } from './problems/problems.js';

export type { FieldParams };

const tables: Record<Locale, Record<FieldWordsKey, FieldWords>> = { en: fieldWords, es: fieldWordsInSpanish };

/**
 * A field error in English, which every service speaks; the gateway puts it into the person's language.
 *
 * @param reason one that the tables have words for, by itself or for this field
 */
export function fieldErrorOf(field: string, reason: string, params?: NonNullable<FieldError['params']>): FieldError {
  const key = keyOf({ field, reason, params });
  if (!key) throw new Error(`no words for ${field} ${reason}`);
  const error = { field, reason, message: tables.en[key](params ?? {}) };
  return params ? { ...error, params } : error;
}

/** The error with its message in another language. What no table has words for keeps those that it came with. */
export function wordFieldError(error: FieldError, locale: Locale): FieldError {
  const key = keyOf(error);
  if (locale === 'en' || !key) return error;
  return { ...error, message: tables[locale][key](error.params ?? {}) };
}

const isKey = (text: unknown): text is FieldWordsKey => typeof text === 'string' && Object.hasOwn(fieldWords, text);

/** Schemas give their rules in English; the sentences that say the same lead to what the rule is called. */
const rules = new Map((Object.keys(fieldWords) as FieldWordsKey[]).map((key) => [tables.en[key]({}), key]));

/** What the rule is called that a schema words like this; undefined when the tables do not have it. */
export const ruleOf = (words: string): FieldWordsKey | undefined => rules.get(asSentence(words));

/** `use letters` → `Use letters.` */
export const asSentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;

/** The rule that was broken, where one is named; else the reason, as it is meant for this field. */
function keyOf({ field, reason, params }: { field: string; reason: string; params?: FieldParams | undefined }) {
  const rule = params?.['rule'];
  const names: unknown[] = [rule, `${field.slice(field.lastIndexOf('.') + 1)}.${reason}`, reason];
  return names.find(isKey);
}
