import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { fieldErrorOf, type FieldError } from '@postern/contracts';
import type { z } from 'zod';
import { plainWords } from './plain-words.js';
import { Problem } from './problem.js';

type Issue = z.core.$ZodIssue;

/** Checks bodies, queries and parameters against the zod schema in their decorator (`@Body({ schema })`); names each bad field. */
class ValidationPipe extends StandardSchemaValidationPipe {
  constructor() {
    super({
      exceptionFactory: (issues) =>
        new Problem('request.invalid', { errors: (issues as unknown as Issue[]).slice(0, 50).flatMap(fieldErrors) }),
    });
  }

  /** No body and a `null` body count as an empty object, so that the answer can name the fields that are missing. */
  override async transform<Value>(value: Value, metadata: ArgumentMetadata): Promise<Value> {
    return super.transform(metadata.type === 'body' ? (value ?? ({} as Value)) : value, metadata);
  }
}

export const validationPipe = (): StandardSchemaValidationPipe => new ValidationPipe();

/** One for each field that the issue is about, in words for people. */
export function fieldErrors(issue: Issue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, 50)
      .map((key) => fieldErrorOf([...path, key.slice(0, 64)].join('.'), 'unknown', { rule: 'unrecognized-field' }));
  }
  return [{ field: path.join('.') || 'body', ...plainWords(issue) }];
}
