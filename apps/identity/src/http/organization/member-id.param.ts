import { Param, type PipeTransform } from '@nestjs/common';
import type { AccountId } from '@postern/kernel';
import { Problem } from '@postern/platform';
import { z } from 'zod';

const toAccountId: PipeTransform<string, AccountId> = {
  transform(text) {
    if (!z.uuid().safeParse(text).success) throw new Problem('member.not_found');
    return text.toLowerCase() as AccountId;
  },
};

/** The member that the path names. What cannot be an id is answered like one that nobody has. */
export const MemberIdParam = (): ParameterDecorator => Param('accountId', toAccountId);
