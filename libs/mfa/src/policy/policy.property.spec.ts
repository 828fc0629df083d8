import fc from 'fast-check';
import { aalOf, reaches } from '../challenge/assurance.js';
import { enrollableKinds } from '../factor/factor-kind.js';
import { anApplication, aPolicy, noon } from '../testing/builders.js';
import { ofApplication, policyFor } from './enrollment-policy.js';
import { implied, strictest, type PolicyValues } from './policy-values.js';
import { provenanceOf, type PolicyPart } from './provenance.js';

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const moment = fc.integer({ min: -5, max: 5 }).map((days) => new Date(noon.getTime() + days * 86_400_000));
const values: fc.Arbitrary<PolicyValues> = fc.record({
  mfa: maybe(fc.constantFrom('offered' as const, 'required' as const)),
  requiredFrom: maybe(moment),
  deadline: maybe(moment),
  maxPostponements: maybe(fc.nat(5)),
  allowedKinds: maybe(fc.shuffledSubarray([...enrollableKinds], { minLength: 1 })),
  leastAal: maybe(fc.constantFrom('aal1' as const, 'aal2' as const)),
  rememberDeviceDays: maybe(fc.nat(30)),
});
const several = fc.array(values, { maxLength: 5 });
const applications = fc
  .record({
    mfa: fc.constantFrom('offered' as const, 'required' as const),
    deadline: maybe(moment),
    leastAal: fc.constantFrom('aal1' as const, 'aal2' as const),
    allowedFactors: fc.subarray([...enrollableKinds], { minLength: 1 }),
  })
  .map(anApplication);

/** Whether `policy` asks at least for what `part` asks for, in every value. */
function isAsStrict(policy: PolicyValues, part: PolicyValues): boolean {
  const asked = implied(part);
  const least = <Value>(one: Value | null, other: Value | null, isStrict: (a: Value, b: Value) => boolean) =>
    other === null || (one !== null && isStrict(one, other));
  return (
    least(policy.mfa, asked.mfa, (a, b) => a === 'required' || b === 'offered') &&
    least(policy.requiredFrom, asked.requiredFrom, (a, b) => a <= b) &&
    least(policy.deadline, asked.deadline, (a, b) => a <= b) &&
    least(policy.maxPostponements, asked.maxPostponements, (a, b) => a <= b) &&
    least(policy.allowedKinds, asked.allowedKinds, (a, b) => a.every((kind) => b.includes(kind))) &&
    least(policy.leastAal, asked.leastAal, reaches) &&
    least(policy.rememberDeviceDays, asked.rememberDeviceDays, (a, b) => a <= b)
  );
}

describe('the strictest of policies', () => {
  const holds = (property: fc.IProperty<unknown[]>) => fc.assert(property, { numRuns: 500 });

  it('does not depend on the order or the grouping, and asking twice changes nothing', () => {
    holds(
      fc.property(several, several, (some, others) => {
        const all = strictest([...some, ...others]);
        expect(strictest([...others, ...some])).toEqual(all);
        expect(strictest([strictest(some), strictest(others)])).toEqual(all);
        expect(strictest([...some, ...others, ...some])).toEqual(all);
        expect(strictest([all])).toEqual(all);
      }) as fc.IProperty<unknown[]>,
    );
  });

  it('is never laxer than any part, and no stricter than all of them together', () => {
    holds(
      fc.property(several, (all) => {
        const policy = strictest(all);
        for (const part of all) expect(isAsStrict(policy, part)).toBe(true);
        for (const name of Object.keys(policy) as (keyof PolicyValues)[]) {
          if (name === 'allowedKinds' || policy[name] === null) continue;
          expect(all.map((part) => implied(part)[name])).toContainEqual(policy[name]);
        }
      }) as fc.IProperty<unknown[]>,
    );
  });

  it('leaves everybody a kind that reaches the level, in whatever order their organizations come', () => {
    const kinds = fc.subarray([...enrollableKinds], { minLength: 1 });
    holds(
      fc.property(several, kinds, applications, (organizations, allowedKinds, application) => {
        const installation = aPolicy({ allowedKinds });
        const policy = policyFor(installation, application, organizations);
        expect(policyFor(installation, application, [...organizations].reverse())).toEqual(policy);
        expect(policy.allowedKinds.length).toBeGreaterThan(0);
        expect(policy.allowedKinds.every((kind) => reaches(aalOf(kind), policy.leastAal))).toBe(true);
        for (const part of [installation, ofApplication(application), ...organizations]) {
          expect(isAsStrict({ ...policy, allowedKinds: [] }, part)).toBe(true);
        }
        const { leastAal } = policy;
        const shared = strictest([installation, ...organizations]).allowedKinds ?? [];
        const common = shared.filter((kind) => reaches(aalOf(kind), leastAal));
        if (common.length > 0) expect(common).toEqual(expect.arrayContaining([...policy.allowedKinds]));
      }) as fc.IProperty<unknown[]>,
    );
  });

  it('says of each value who asks for exactly this, and names somebody for everything that is asked for', () => {
    holds(
      fc.property(several, applications, (organizations, application) => {
        const installation = aPolicy();
        const policy = policyFor(installation, application, organizations);
        const parts: PolicyPart[] = [
          { scope: 'installation', name: null, values: installation },
          { scope: 'application', name: application.name, values: ofApplication(application) },
          ...organizations.map((one, index) => ({ scope: 'organization' as const, name: `${index}`, values: one })),
        ];
        const provenance = provenanceOf(policy, parts);
        for (const name of Object.keys(provenance) as (keyof PolicyValues)[]) {
          expect(provenance[name].length > 0).toBe(policy[name] !== null);
          for (const origin of provenance[name]) {
            const part = parts.find((one) => one.scope === origin.scope && one.name === origin.name);
            if (name !== 'allowedKinds') expect(implied(part!.values)[name]).toEqual(policy[name]);
          }
        }
      }) as fc.IProperty<unknown[]>,
    );
  });
});
