import type { EffectiveMfaPolicy, MfaPolicy, MfaPolicyView } from '@postern/contracts';
import type { Administrator, EffectivePolicies, OrganizationPolicy, PolicyValues } from '@postern/mfa-domain';
import { momentOf } from '../http/factor-views.js';

const moment = (text: string | null): Date | null => (text === null ? null : new Date(text));
const aal = (level: string): 'aal1' | 'aal2' => (level === 'aal1' ? 'aal1' : 'aal2');

export const valuesFrom = (policy: MfaPolicy): PolicyValues => ({
  mfa: policy.mfa,
  requiredFrom: moment(policy.requiredFrom),
  deadline: moment(policy.deadline),
  maxPostponements: policy.maxPostponements,
  allowedKinds: policy.allowedFactors && [...new Set(policy.allowedFactors)],
  leastAal: policy.leastAal,
  rememberDeviceDays: policy.rememberDeviceDays,
});

const own = (values: PolicyValues): MfaPolicy => ({
  mfa: values.mfa,
  requiredFrom: momentOf(values.requiredFrom),
  deadline: momentOf(values.deadline),
  maxPostponements: values.maxPostponements,
  allowedFactors: values.allowedKinds && [...values.allowedKinds],
  leastAal: values.leastAal && aal(values.leastAal),
  rememberDeviceDays: values.rememberDeviceDays,
});

/** What an organization asks for, what holds with what others ask for, and who they are. */
export function policyView(
  policies: EffectivePolicies,
  policy: OrganizationPolicy,
  whom: Administrator,
): MfaPolicyView {
  const { effective, from } = policies.explained(policy, whom);
  const explained: EffectiveMfaPolicy = {
    mfa: { value: effective.mfa, from: from.mfa },
    requiredFrom: { value: effective.requiredFrom.toISOString(), from: from.requiredFrom },
    deadline: { value: momentOf(effective.deadline), from: from.deadline },
    maxPostponements: { value: effective.maxPostponements, from: from.maxPostponements },
    allowedFactors: { value: [...effective.allowedKinds], from: from.allowedKinds },
    leastAal: { value: aal(effective.leastAal), from: from.leastAal },
    rememberDeviceDays: { value: effective.rememberDeviceDays, from: from.rememberDeviceDays },
  };
  const { requiredSince, updatedAt, revision } = policy.state;
  return {
    own: own(policy.state),
    effective: explained,
    requiredSince: momentOf(requiredSince),
    updatedAt: momentOf(updatedAt),
    revision,
  };
}
