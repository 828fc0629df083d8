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

/** What the form began with, and whether anything was typed since. */
interface Draft {
  values: Values;
  touched: boolean;
}

const draftOf = (view: MfaPolicyView): Draft => ({ values: formOf(view), touched: false });

/** Whoever changes the policy meanwhile, what was typed stays until the newer one is wanted instead. */
export function OwnPolicy({ newest, effective }: Props) {
  const change = useChangePolicy((view) => setDraft(draftOf(view)));
  const [draft, setDraft] = useState(() => (change.kept ? { values: change.kept, touched: true } : draftOf(newest)));
  const isOld = newest.revision > Number(draft.values.revision);
  if (isOld && !draft.touched) setDraft(draftOf(newest));
  const overtaken = isProblem(change.problem, 'policy.overtaken');
  const loadNewer = (): void => {
    change.forget();
    setDraft(draftOf(newest));
  };
  return (
    <>
      {isOld && <NewerPolicy refused={overtaken} onLoad={loadNewer} />}
      <PolicyForm
        key={draft.values.revision}
        values={draft.values}
        newer={isOld ? newest.revision : undefined}
        news={isOld ? newsOf(draft.values, newest) : {}}
        effective={effective}
        change={isOld && overtaken ? { ...change, problem: null } : change}
        onTouch={() => setDraft({ ...draft, touched: true })}
      />
    </>
  );
}
