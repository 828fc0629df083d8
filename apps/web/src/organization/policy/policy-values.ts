import type { ChangeMfaPolicyRequest, EnrollableKind, MfaPolicy, MfaPolicyView } from '@postern/contracts';

/** The strongest first, as they are offered. */
export const kinds: readonly EnrollableKind[] = ['webauthn', 'totp', 'sms', 'email'];

/** The field of one kind. */
export const kindField = (kind: EnrollableKind): `allowedFactors.${EnrollableKind}` => `allowedFactors.${kind}`;

const plainFields = [
  'mfa',
  'requiredFrom',
  'deadline',
  'maxPostponements',
  'leastAal',
  'rememberDeviceDays',
  'revision',
] as const;
export const policyFields = [...plainFields, ...kinds.map(kindField)] as const;

/**
 * What stands in the fields; nothing in one: nothing of the organization's own. A kind that is not chosen is absent. `revision`: of the
 * policy that is changed, which nobody sees.
 */
export type PolicyForm = Record<(typeof plainFields)[number], string> & {
  [Kind in EnrollableKind as `allowedFactors.${Kind}`]?: string;
};

/** Days begin at midnight UTC, so that they are the same for everybody. */
const momentOf = (day: string): string | null => (day === '' ? null : `${day}T00:00:00.000Z`);
export const dayOf = (moment: string | null): string => moment?.slice(0, 10) ?? '';

const numberOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));
const textOf = (number: number | null): string => (number === null ? '' : String(number));

export function policyOf(form: PolicyForm): ChangeMfaPolicyRequest {
  const allowed = kinds.filter((kind) => form[kindField(kind)] !== undefined);
  return {
    mfa: (form.mfa || null) as MfaPolicy['mfa'],
    requiredFrom: momentOf(form.requiredFrom),
    deadline: momentOf(form.deadline),
    maxPostponements: numberOf(form.maxPostponements),
    allowedFactors: allowed.length === 0 ? null : allowed,
    leastAal: (form.leastAal || null) as MfaPolicy['leastAal'],
    rememberDeviceDays: numberOf(form.rememberDeviceDays),
    revision: Number(form.revision),
  };
}

export const formOf = ({ own: policy, revision }: Pick<MfaPolicyView, 'own' | 'revision'>): PolicyForm => ({
  mfa: policy.mfa ?? '',
  requiredFrom: dayOf(policy.requiredFrom),
  deadline: dayOf(policy.deadline),
  maxPostponements: textOf(policy.maxPostponements),
  leastAal: policy.leastAal ?? '',
  rememberDeviceDays: textOf(policy.rememberDeviceDays),
  revision: String(revision),
  ...Object.fromEntries((policy.allowedFactors ?? []).map((kind) => [kindField(kind), 'on'])),
});

/** What a newer policy says that the form does not. */
export function newsOf(form: PolicyForm, newer: MfaPolicyView): Partial<MfaPolicy> {
  const [{ revision: _, ...now }, before] = [policyOf(formOf(newer)), policyOf(form)];
  const names = Object.keys(now) as (keyof MfaPolicy)[];
  const differing = names.filter((name) => String(now[name]) !== String(before[name]));
  return Object.fromEntries(differing.map((name) => [name, now[name]]));
}
