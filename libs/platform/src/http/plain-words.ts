import type { z } from 'zod';

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object with fields',
  array: 'a list',
};

const formats: Record<string, string> = {
  email: 'Enter an email address, for example name@example.org.',
  uuid: 'This is not an id. Use one that an earlier reply gave.',
  datetime: 'Use a date and time such as 2026-01-31T09:30:00Z.',
  url: 'Enter a web address that starts with https://.',
};

/** What is wrong with a field and what to do about it, for people: zod's own words are for programmers. */
export function plainWords(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.includes('received undefined')
        ? 'This field is missing.'
        : `This must be ${kinds[issue.expected] ?? 'of another type'}.`;
    case 'too_small':
      if (issue.origin !== 'string') return `Use ${issue.minimum} or more.`;
      return issue.minimum === 1 ? 'Fill in this field.' : `Use at least ${issue.minimum} characters.`;
    case 'too_big':
      return issue.origin === 'string' ? `Use at most ${issue.maximum} characters.` : `Use ${issue.maximum} or less.`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? oneOf(issue.options)
        : 'Use one of the values allowed.';
    case 'invalid_format':
      return formats[issue.format] ?? sentence(issue.message);
    default:
      return sentence(issue.message);
  }
}

const oneOf = (values: readonly unknown[]): string =>
  values.length === 1 ? `This must be ${String(values[0])}.` : `Use one of: ${values.map(String).join(', ')}.`;

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
