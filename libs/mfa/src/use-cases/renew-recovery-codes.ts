import { Clock, type Redacted } from '@postern/kernel';
import { Factor } from '../factor/factor.js';
import type { Subject } from '../flow/subject.js';
import type { Source } from '../ids.js';
import { RecoveryCodeSets } from '../recovery-code/recovery-code-sets.js';
import { RecoveryCodes } from '../recovery-code/recovery-codes.js';
import { refused, type Refused } from './outcome.js';

/** Makes a new set of recovery codes. The one before is worth nothing from then on. */
export class RenewRecoveryCodes {
  constructor(
    private readonly sets: RecoveryCodeSets,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly clock: Clock,
  ) {}

  /** `factor.not_found` for who has no other factor: codes stand in for one that is lost, and are none by themselves. */
  async execute(
    subject: Subject,
    source: Source,
  ): Promise<{ ok: true; codes: Redacted<readonly string[]>; createdAt: Date } | Refused> {
    const { accountId, actor, application } = subject;
    const { notify } = await this.sets.of(accountId);
    const at = this.clock.now();
    const { codes, hashes } = this.recoveryCodes.create(accountId);
    const happened = { accountId, flowId: null, source, actor, application: application?.slug ?? null, at };
    const set = Factor.ofRecoveryCodes({ ...happened, notify }, hashes);
    if ((await this.sets.replace(set)) !== 'replaced') return refused({ code: 'factor.not_found' });
    return { ok: true, codes, createdAt: at };
  }
}
