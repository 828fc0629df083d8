import { Param, type PipeTransform } from '@nestjs/common';
import type { AccountId } from '@postern/kernel';
import { Problem } from '@postern/platform';
import { z } from 'zod';

const toAccountId: PipeTransform<string, AccountId> = {
  transform(text) {
    if (!z.uuid().safeParse(text).success) throw new Problem('account.not_found');
    // Otherwise the own id in capitals would be somebody else's.
    return text.toLowerCase() as AccountId;
  },
};

/** The account that the path names. What cannot be an id is answered like one that nobody has. */
export const AccountIdParam = (): ParameterDecorator => Param('id', toAccountId);
