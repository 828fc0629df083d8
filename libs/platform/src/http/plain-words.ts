import { asSentence, fieldErrorOf, ruleOf, type FieldError, type FieldParams } from '@postern/contracts';
import type { z } from 'zod';

const formats = new Set(['email', 'uuid', 'datetime', 'url']);

/** What is wrong with a field and what to do about it, for people: zod's own words are for programmers. */
export function plainWords(issue: z.core.$ZodIssue): Pick<FieldError, 'reason' | 'message' | 'params'> {
  const { reason, ...facts } = factsOf(issue);
  if ('message' in facts) return { reason, message: facts.message };
  const { message, params } = fieldErrorOf('', reason, facts.params);
  return params ? { reason, message, params } : { reason, message };
}

type Facts = { reason: string; params?: FieldParams } | { reason: string; message: string };

function factsOf(issue: z.core.$ZodIssue): Facts {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.includes('received undefined')
        ? { reason: 'missing' }
        : { reason: 'wrong-type', params: { expected: issue.expected } };
    case 'too_small':
      return { reason: 'too-small', params: { minimum: Number(issue.minimum), unit: unitOf(issue.origin) } };
    case 'too_big':
      return { reason: 'too-big', params: { maximum: Number(issue.maximum), unit: unitOf(issue.origin) } };
    case 'invalid_value':
      return { reason: 'invalid-value', params: { allowed: issue.values.map(String) } };
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? { reason: 'invalid-union', params: { allowed: issue.options.map(String) } }
        : { reason: 'invalid-union' };
    case 'invalid_format':
      return formats.has(issue.format)
        ? { reason: 'invalid-format', params: { rule: `format-${issue.format}` } }
        : ruled('invalid-format', issue.message);
    default:
      return ruled(issue.code.replaceAll('_', '-'), issue.message);
  }
}

const unitOf = (origin: string): string => (origin === 'string' ? 'characters' : origin);

/** A rule of ours, in the words of its schema. */
function ruled(reason: string, words: string): Facts {
  // A schema that says nothing itself leaves zod's own words, which quote patterns.
  if (words.startsWith('Invalid ') && (reason === 'invalid-format' || reason === 'custom')) return { reason };
  const rule = ruleOf(words);
  return rule ? { reason, params: { rule } } : { reason, message: asSentence(words) };
}
