import type { EffectiveMfaPolicy, MfaPolicyView } from '@postern/contracts';
import { useState } from 'react';
import { isProblem } from '../../api/problem';
import { NewerPolicy } from './newer-policy';
import { PolicyForm } from './policy-form';
import { formOf, newsOf, type PolicyForm as Values } from './policy-values';
import { useChangePolicy } from './use-change-policy';

interface Props {
  newest: MfaPolicyView;
  effective: EffectiveMfaPolicy;
}

/** Whoever changes the policy meanwhile, what was typed stays until the newer one is wanted instead. */
export function OwnPolicy({ newest, effective }: Props) {
  // What the form began with that something was typed into. Null: nothing since the newest policy was taken.
  const [typedInto, setTypedInto] = useState<Values | null>();
  const change = useChangePolicy(() => setTypedInto(null));
  const values = (typedInto === undefined ? change.kept : typedInto) ?? formOf(newest);
  const isOld = newest.revision > Number(values.revision);
  const overtaken = isProblem(change.problem, 'policy.overtaken');
  const loadNewer = (): void => {
    change.forget();
    setTypedInto(null);
  };
  return (
    <>
      {isOld && <NewerPolicy refused={overtaken} onLoad={loadNewer} />}
      <PolicyForm
        key={values.revision}
        values={values}
        newer={isOld ? newest.revision : undefined}
        news={isOld ? newsOf(values, newest) : {}}
        effective={effective}
        change={isOld && overtaken ? { ...change, problem: null } : change}
        onTouch={() => setTypedInto(values)}
      />
    </>
  );
}
