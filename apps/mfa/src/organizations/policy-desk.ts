import type { ChangeMfaPolicyRequest, MfaDryRun, mfaDryRunRequest, MfaPolicyView } from '@postern/contracts';
import type { z } from 'zod';
import { Clock } from '@postern/kernel';
import {
  ChangeOrganizationPolicy,
  EffectivePolicies,
  MemberStandings,
  valuesOf,
  type Administrator,
  type MemberStanding,
} from '@postern/mfa-domain';
import { Problem } from '@postern/platform';
import { memberCursor, memberIn } from './member-cursor.js';
import { policyView, valuesFrom } from './policy-view.js';

/** Policies in the words of the interface. Whose they are is said by the administrator's token, and by nothing else (S22). */
export class PolicyDesk {
  constructor(
    private readonly policies: EffectivePolicies,
    private readonly changePolicy: ChangeOrganizationPolicy,
    private readonly standings: MemberStandings,
    private readonly clock: Clock,
  ) {}

  async show(administrator: Administrator): Promise<MfaPolicyView> {
    return policyView(this.policies, await this.policies.own(administrator), administrator);
  }

  /** @throws Problem `policy.refused` or, where the policy is not the one any more that was read, `policy.overtaken` */
  async change(administrator: Administrator, wanted: ChangeMfaPolicyRequest): Promise<MfaPolicyView> {
    const changed = await this.changePolicy.execute(administrator, valuesFrom(wanted), wanted.revision);
    if (changed.outcome !== 'changed') throw new Problem(`policy.${changed.outcome}`);
    return policyView(this.policies, changed.policy, administrator);
  }

  /**
   * Reads only.
   *
   * @throws Problem `policy.refused`
   */
  async dryRun(administrator: Administrator, { policy: wanted, cursor, limit }: DryRun): Promise<MfaDryRun> {
    const after = memberIn(cursor);
    const now = await this.policies.own(administrator);
    const values = wanted ? valuesFrom(wanted) : { ...valuesOf(now.state), mfa: 'required' as const };
    if (!this.policies.leavesAKind(values)) throw new Problem('policy.refused');
    const policy = this.policies.with(values, administrator);
    const measure = { organizationId: administrator.organization.id, policy, at: this.clock.now() };
    const [counts, page] = await Promise.all([
      this.standings.counts(measure),
      this.standings.page(measure, { standing: 'blocked', after, limit }),
    ]);
    return {
      members: counts.members,
      asked: counts.byStanding.blocked,
      ready: counts.ready,
      withoutVerifiedAddress: counts.blockedWithoutAddress,
      leftOut: counts.leftOut,
      who: page.members.map(asked),
      nextCursor: page.next && memberCursor(page.next),
    };
  }
}

type DryRun = z.output<typeof mfaDryRunRequest>;

const asked = ({ member, kinds, addressVerified }: MemberStanding): MfaDryRun['who'][number] => ({
  accountId: member.accountId,
  username: member.username,
  email: member.email,
  addressVerified,
  notAllowed: kinds.length > 0,
});
