import type { EnrollmentPolicy } from './enrollment-policy.js';
import { implied, type PolicyValues } from './policy-values.js';

/** One of those who ask for something. */
export interface PolicyPart {
  scope: 'installation' | 'application' | 'organization';
  /** Of the application or organization. */
  name: string | null;
  values: PolicyValues;
}

export type PolicyOrigin = Pick<PolicyPart, 'scope' | 'name'>;

/** For each value of an effective policy: which parts ask for exactly this. */
export function provenanceOf(
  policy: EnrollmentPolicy,
  parts: readonly PolicyPart[],
): { [Name in keyof PolicyValues]: PolicyOrigin[] } {
  const from = (name: keyof PolicyValues): PolicyOrigin[] => {
    const asking = parts.filter(({ values }) => implied(values)[name] !== null);
    const exactly = asking.filter(({ values }) => isSame(implied(values)[name], policy[name]));
    // Of kinds, perhaps none: then what remains is what all of them have in common.
    const found = name === 'allowedKinds' && exactly.length === 0 ? asking : exactly;
    return found.map(({ scope, name: called }) => ({ scope, name: called }));
  };
  return {
    mfa: from('mfa'),
    requiredFrom: from('requiredFrom'),
    deadline: from('deadline'),
    maxPostponements: from('maxPostponements'),
    allowedKinds: from('allowedKinds'),
    leastAal: from('leastAal'),
    rememberDeviceDays: from('rememberDeviceDays'),
  };
}

function isSame(one: PolicyValues[keyof PolicyValues], other: PolicyValues[keyof PolicyValues]): boolean {
  if (one instanceof Date && other instanceof Date) return one.getTime() === other.getTime();
  if (Array.isArray(one) && Array.isArray(other)) return [...one].sort().join() === [...other].sort().join();
  return one === other;
}
