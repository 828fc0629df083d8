import type { FactorResetView, MemberFactors } from '@postern/contracts';
import { useState } from 'react';
import { useProtectedAction, type ProtectedAction } from '../../account/use-protected-action';
import { request } from '../../api/request';
import { useOrganizationId } from '../organization-data';

interface MemberMethods {
  /** Once somebody has looked. */
  methods: MemberFactors | undefined;
  /** When a reset takes effect; null: none waits; absent: nobody has looked. */
  resetAt: string | null | undefined;
  stopped: boolean;
  problem: unknown;
  show: ProtectedAction<undefined>;
  reset: ProtectedAction<undefined>;
  stop: ProtectedAction<undefined>;
}

/** A member's second factors. Each look at them is recorded, so nothing is read that nobody asked for. */
export function useMemberMethods(accountId: string): MemberMethods {
  const path = `/v1/organizations/${useOrganizationId()}/members/${accountId}`;
  const [methods, setMethods] = useState<MemberFactors>();
  const [resetAt, setResetAt] = useState<string | null>();
  const [stopped, setStopped] = useState(false);
  const show = useProtectedAction(
    `member-methods ${accountId}`,
    (_: undefined) => request<MemberFactors>('GET', `${path}/factors`),
    {
      onDone: (read) => {
        setMethods(read);
        setResetAt(read.resetAt);
      },
    },
  );
  const reset = useProtectedAction(
    `factor-reset ${accountId}`,
    (_: undefined) => request<FactorResetView>('POST', `${path}/factor-reset`, {}),
    {
      onDone: ({ takesEffectAt }) => {
        setResetAt(takesEffectAt);
        setStopped(false);
      },
    },
  );
  const stop = useProtectedAction(
    `stop-factor-reset ${accountId}`,
    (_: undefined) => request('DELETE', `${path}/factor-reset`),
    {
      onDone: () => {
        setResetAt(null);
        setStopped(true);
      },
    },
  );
  return { methods, resetAt, stopped, problem: show.problem ?? reset.problem ?? stop.problem, show, reset, stop };
}
