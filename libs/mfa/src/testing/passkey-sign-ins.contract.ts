import { newId, secondsAfter } from '@postern/kernel';
import type { SpentTokenId } from '../challenge/spent-tokens.js';
import { Factor, type Passkey } from '../factor/factor.js';
import { PasskeySignIns } from '../passkey/passkey-sign-ins.js';
import { aContext, aFactor, aPasskey, noon } from './builders.js';

export interface PasskeySignInsHarness {
  signIns: PasskeySignIns;
  /** Puts factors there, of accounts that are enrolled. */
  given(factors: Factor[]): Promise<void>;
  auditTrail(): Promise<string[]>;
}

export function passkeySignInsContract(setUp: () => Promise<PasskeySignInsHarness>): void {
  const later = secondsAfter(noon, 60);
  const begin = async (passkey: Partial<Passkey> = {}, status: 'active' | 'disabled' = 'active') => {
    const harness = await setUp();
    const factor = aFactor({ kind: 'webauthn', passkey: aPasskey(passkey), status });
    await harness.given([factor]);
    const { credentialId = '' } = factor.state.passkey ?? {};
    /** Somebody shows it, with this count. */
    const shown = async (signCount: number) => {
      const found = (await harness.signIns.find(credentialId)) as Factor;
      found.noteSignature({ signCount, backedUp: false });
      if (found.state.status === 'active') found.use(later, null);
      return found;
    };
    return { ...harness, factor, credentialId, shown };
  };
  const ceremony = () => ({ id: newId<SpentTokenId>(), expiresAt: later });

  it('finds the factor of a credential, and nothing for one that nobody has', async () => {
    const { signIns, factor, credentialId } = await begin();
    expect((await signIns.find(credentialId))?.state).toEqual(factor.state);
    expect(await signIns.find('unknown')).toBeNull();
    expect(await signIns.find('')).toBeNull();
  });

  it('writes the use of a passkey, and its count', async () => {
    const { signIns, shown, credentialId } = await begin({ signCount: 4 });
    expect(await signIns.accept(await shown(7), ceremony())).toBe(true);
    expect((await signIns.find(credentialId))?.state).toMatchObject({ lastUsedAt: later, passkey: { signCount: 7 } });
  });

  it('takes one ceremony once, of twenty parallel calls, also from a passkey that does not count (S19)', async () => {
    const { signIns, shown } = await begin();
    const one = ceremony();
    const all = await Promise.all(Array.from({ length: 20 }, async () => signIns.accept(await shown(0), one)));
    expect(all.filter(Boolean)).toHaveLength(1);
    expect(await signIns.accept(await shown(0), ceremony())).toBe(true);
  });

  it('takes one count once, of twenty parallel calls with a ceremony each, and none that is smaller (S10)', async () => {
    const { signIns, shown } = await begin({ signCount: 4 });
    const factors = await Promise.all(Array.from({ length: 20 }, () => shown(5)));
    const all = await Promise.all(factors.map((factor) => signIns.accept(factor, ceremony())));
    expect(all.filter(Boolean)).toHaveLength(1);
    for (const count of [0, 4, 5]) expect(await signIns.accept(await shown(count), ceremony())).toBe(false);
    expect(await signIns.accept(await shown(6), ceremony())).toBe(true);
  });

  it('does not spend the ceremony of a passkey that it refuses', async () => {
    const { signIns, shown } = await begin({ signCount: 4 });
    const one = ceremony();
    expect(await signIns.accept(await shown(4), one)).toBe(false);
    expect(await signIns.accept(await shown(5), one)).toBe(true);
  });

  it('takes none of a factor that was disabled', async () => {
    const { signIns, shown } = await begin({}, 'disabled');
    expect(await signIns.accept(await shown(1), ceremony())).toBe(false);
  });

  it('tells of a passkey that was refused', async () => {
    const { signIns, factor, auditTrail } = await begin();
    const { accountId } = factor.state;
    await signIns.reject(factor, aContext({ accountId, flowId: null }));
    expect(await auditTrail()).toEqual(['challenge.rejected']);
  });
}
