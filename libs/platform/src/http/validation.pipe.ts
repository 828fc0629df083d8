import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { FieldError } from '@postern/contracts';
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

function fieldErrors(issue: Issue): FieldError[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, 50).map((key) => ({
      field: [...path, key.slice(0, 64)].join('.'),
      reason: 'unknown',
      message: 'This field is not known here.',
    }));
  }
  return [{ field: path.join('.') || 'body', reason: reasonOf(issue), message: plainWords(issue) }];
}

function reasonOf(issue: Issue): string {
  if (issue.code === 'invalid_type') return issue.message.includes('received undefined') ? 'missing' : 'wrong-type';
  return issue.code.replaceAll('_', '-');
}
