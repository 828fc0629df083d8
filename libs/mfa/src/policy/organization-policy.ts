import { Aggregate, type AccountId } from '@postern/kernel';
import type { Aal } from '../challenge/assurance.js';
import type { OrganizationId } from '../ids.js';
import { implied, nothing, type PolicyValues } from './policy-values.js';

export interface OrganizationPolicyState extends PolicyValues {
  organizationId: OrganizationId;
  /** Since when a second factor is required of everybody, without a break; null while it is not. */
  requiredSince: Date | null;
  /** The same, or from when on it will be where there is a deadline. */
  everybodySince: Date | null;
  /** Since when accounts made from `requiredFrom` on have had to enroll. */
  cutOffSince: Date | null;
  updatedAt: Date | null;
  updatedBy: AccountId | null;
  /** Grows with each change. */
  revision: number;
}

/** What identity must know at once: it holds open sessions to it (S14). */
export interface OrganizationPolicyChanged {
  type: 'organization.policy_changed';
  organizationId: OrganizationId;
  /** From when on it is required of everybody: a deadline that lies ahead, where it is not yet; null: never. */
  requiredSince: Date | null;
  /** Since when it has been required of accounts of this age; null: of none because of its age. */
  cutOff: { createdFrom: Date; since: Date } | null;
  leastAal: Aal;
  revision: number;
  actor: AccountId;
  at: Date;
}

/** What one organization asks of its members' second factors. */
export class OrganizationPolicy extends Aggregate<OrganizationPolicyChanged> {
  private constructor(private fields: OrganizationPolicyState) {
    super();
  }

  /** Of an organization that has never said anything. */
  static none(organizationId: OrganizationId): OrganizationPolicy {
    return new OrganizationPolicy({
      ...nothing,
      organizationId,
      requiredSince: null,
      everybodySince: null,
      cutOffSince: null,
      updatedAt: null,
      updatedBy: null,
      revision: 0,
    });
  }

  static restore(state: OrganizationPolicyState): OrganizationPolicy {
    return new OrganizationPolicy(state);
  }

  get state(): Readonly<OrganizationPolicyState> {
    return this.fields;
  }

  get isRequired(): boolean {
    return this.fields.requiredSince !== null;
  }

  /** Takes the values as a whole: what they leave open is open from now on. */
  change(values: PolicyValues, actor: AccountId, at: Date): void {
    const { organizationId, requiredSince, everybodySince, requiredFrom, cutOffSince, revision } = this.fields;
    const required = implied(values).mfa === 'required';
    const sameOrFewer = requiredFrom !== null && values.requiredFrom !== null && requiredFrom <= values.requiredFrom;
    this.fields = {
      ...values,
      organizationId,
      requiredSince: required ? (requiredSince ?? at) : null,
      everybodySince: heldSince(required ? at : values.deadline, everybodySince, at),
      cutOffSince: sameOrFewer ? cutOffSince : values.requiredFrom && at,
      updatedAt: at,
      updatedBy: actor,
      revision: revision + 1,
    };
    this.record({
      type: 'organization.policy_changed',
      organizationId,
      requiredSince: this.fields.everybodySince,
      cutOff: cutOffOf(this.fields),
      leastAal: values.leastAal ?? 'aal1',
      revision: this.fields.revision,
      actor,
      at,
    });
  }

  /** Of everybody from now on; everything else stays. Nothing happens where it is required already. */
  require(actor: AccountId, at: Date): void {
    if (this.fields.mfa !== 'required') this.change({ ...valuesOf(this.fields), mfa: 'required' }, actor, at);
  }
}

/** Nobody was asked for it before it was said; what goes on has held since it began. */
const heldSince = (from: Date | null, before: Date | null, at: Date): Date | null =>
  from === null || from > at ? from : before !== null && before <= at ? before : at;

const cutOffOf = ({ requiredFrom: createdFrom, cutOffSince: since }: OrganizationPolicyState) =>
  createdFrom && since ? { createdFrom, since } : null;

export const valuesOf = (values: PolicyValues): PolicyValues => ({
  mfa: values.mfa,
  requiredFrom: values.requiredFrom,
  deadline: values.deadline,
  maxPostponements: values.maxPostponements,
  allowedKinds: values.allowedKinds,
  leastAal: values.leastAal,
  rememberDeviceDays: values.rememberDeviceDays,
});
