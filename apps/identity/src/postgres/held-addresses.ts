import type { EntityManager } from '@mikro-orm/postgresql';
import { addressHeldSeconds, EmailChange, type Account } from '@postern/identity-domain';
import { secondsAfter } from '@postern/kernel';

/** Somebody else was parted from the address a short while ago and may still have it back. */
export class AddressHeld extends Error {
  override readonly name = 'AddressHeld';

  constructor(readonly change: EmailChange) {
    super('the address is held for another account');
  }
}

/**
 * Call it after the account was written: whoever gives the address up at the same moment is waited for there, by the unique
 * index, and so is seen here.
 *
 * @throws AddressHeld
 */
export async function refuseHeldAddress(em: EntityManager, account: Account, now: Date): Promise<void> {
  const held = await em.findOne(EmailChange, {
    replacedKey: account.emailKey,
    confirmedAt: { $gt: secondsAfter(now, -addressHeldSeconds) },
    accountId: { $ne: account.id },
  });
  if (held) throw new AddressHeld(held);
}
