import type { EventContext } from '../events.js';
import { isEnrollable } from '../factor/factor-kind.js';
import type { Factor } from '../factor/factor.js';
import type { FactorId } from '../ids.js';
import type { AccountStanding } from './situation.js';

/** What identity knows of somebody else's doing. */
export interface Disavowal {
  /** The factor that the notice was about. */
  factorId: FactorId | null;
  /** When it began. */
  since: Date;
  /** The address from before, where it was changed since then; null where none was proven. */
  verifiedAddress: string | null;
}

/**
 * "This was not me": every factor and set of recovery codes that was added since goes, whichever notice the person answered,
 * for a passkey signs in by itself. The address goes back to what it was, and passcodes by e-mail follow it. Nothing is told to
 * an address that is taken back.
 */
export function takeBack(
  { enrollment, factors }: Pick<AccountStanding, 'enrollment' | 'factors'>,
  { factorId, since, verifiedAddress: before }: Disavowal,
  happening: Omit<EventContext, 'notify'>,
): void {
  const { at } = happening;
  const { verifiedAddress: current, verifiedAt } = enrollment.state;
  const strange = current !== null && verifiedAt !== null && verifiedAt >= since && !isSame(current, before);
  if (strange) enrollment.restoreAddress(before, at);
  const { verifiedAddress } = enrollment.state;
  const context = { ...happening, notify: verifiedAddress === null ? [] : [verifiedAddress] };

  const gone = factors.filter(({ state }) => state.id === factorId || addedSince(state, since));
  const moved = factors.filter((one) => strange && !gone.includes(one) && isSame(one.state.destination, current));
  for (const factor of moved.filter(({ state }) => state.kind === 'email')) {
    if (before === null) gone.push(factor);
    else factor.moveTo(before);
  }
  for (const factor of gone) factor.remove(context);
  const left = factors.filter(({ state }) => state.status !== 'revoked');
  const enrolled = left.some(({ state }) => isEnrollable(state.kind));
  // Recovery codes stand in for nothing then.
  if (!enrolled) for (const factor of left) factor.revoke();
  if (gone.length > 0 || moved.length > 0) enrollment.noteRemoved(enrolled, at);
}

const addedSince = ({ activatedAt, createdAt }: Factor['state'], since: Date): boolean =>
  (activatedAt ?? createdAt) >= since;

const isSame = (one: string | null, other: string | null): boolean => one?.toLowerCase() === other?.toLowerCase();
