import { fieldErrorOf } from '@postern/contracts';
import type { AccountId } from '@postern/kernel';
import type { AfterMember } from '@postern/mfa-domain';
import { Problem } from '@postern/platform';
import { z } from 'zod';

const parts = z.tuple([z.string().max(256), z.uuid()]);

/** Where the next page begins, as clients carry it. It grants nothing: the organization is the token's. */
export const memberCursor = ({ username, accountId }: AfterMember): string =>
  Buffer.from(JSON.stringify([username, accountId])).toString('base64url');

/** @throws Problem `request.invalid` */
export function memberIn(cursor: string | undefined): AfterMember | null {
  if (cursor === undefined) return null;
  try {
    const [username, accountId] = parts.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (!username.includes('\0')) return { username, accountId: accountId as AccountId };
  } catch {
    // Whatever is wrong with it, it is none of ours.
  }
  throw new Problem('request.invalid', { errors: [fieldErrorOf('cursor', 'page-cursor')] });
}
