import type { AccountId } from '@postern/kernel';
import type { SpentTokenId } from '../challenge/spent-tokens.js';
import { happened, type Happened } from '../events.js';
import { isEnrollable } from '../factor/factor-kind.js';
import { Factor } from '../factor/factor.js';
import { PasskeySignIns } from '../passkey/passkey-sign-ins.js';
import { countHasGrown } from '../passkey/passkey.js';
import { RecoveryCodeSets, type RecoveryCodesStanding } from '../recovery-code/recovery-code-sets.js';
import { InMemoryStore } from './in-memory-store.js';

export class InMemoryPasskeySignIns extends PasskeySignIns {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  async find(credentialId: string): Promise<Factor | null> {
    await this.store.roundTrip();
    const found = [...this.store.factors.values()].find(({ passkey }) => passkey?.credentialId === credentialId);
    return found ? Factor.restore(found) : null;
  }

  async accept(factor: Factor, { id }: { id: SpentTokenId }): Promise<boolean> {
    await this.store.roundTrip();
    const stored = this.store.factors.get(factor.state.id);
    const count = factor.state.passkey?.signCount ?? 0;
    if (stored?.status !== 'active' || !countHasGrown(stored.passkey?.signCount ?? 0, count)) return false;
    if (!this.store.spend(id)) return false;
    this.store.factors.set(stored.id, { ...factor.state });
    return true;
  }

  async reject({ state }: Factor, context: Happened): Promise<void> {
    await this.store.roundTrip();
    const named = { factorId: state.id, factorKind: state.kind };
    this.store.published.push({ ...happened(context), type: 'challenge.rejected', ...named });
  }
}

export class InMemoryRecoveryCodeSets extends RecoveryCodeSets {
  constructor(private readonly store: InMemoryStore) {
    super();
  }

  async of(accountId: AccountId): Promise<RecoveryCodesStanding> {
    await this.store.roundTrip();
    const set = this.active(accountId).find(({ kind }) => kind === 'recovery_code');
    const address = this.store.enrollments.get(accountId)?.verifiedAddress;
    return { set: set ? Factor.restore(set) : null, notify: address ? [address] : [] };
  }

  async replace(set: Factor): Promise<'replaced' | 'nothing-to-stand-in-for'> {
    await this.store.roundTrip();
    const active = this.active(set.state.accountId);
    if (!active.some(({ kind }) => isEnrollable(kind))) return 'nothing-to-stand-in-for';
    for (const old of active.filter(({ kind }) => kind === 'recovery_code')) {
      this.store.factors.set(old.id, { ...old, status: 'revoked', recoveryHashes: null });
    }
    this.store.factors.set(set.state.id, set.state);
    const enrollment = this.store.enrollments.get(set.state.accountId);
    if (enrollment) this.store.enrollments.set(set.state.accountId, { ...enrollment });
    this.store.published.push(...set.pullEvents());
    return 'replaced';
  }

  private active(accountId: AccountId) {
    return [...this.store.factors.values()].filter(
      (factor) => factor.accountId === accountId && factor.status === 'active',
    );
  }
}
