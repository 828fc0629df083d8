import type { AccountView, ChangeProfileRequest } from '@postern/contracts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../api/request';
import { takeAccount } from '../account-data';
import { useSaved } from '../use-saved';

export interface Choice<Value> {
  /** What was chosen last, from that moment on; what is kept, once that is settled. */
  shown: Value;
  choose: (value: Value) => void;
  saved: boolean;
  problem: unknown;
}

/** A preference that is saved when it is chosen. Whoever chooses faster than that waits for nothing and loses nothing. */
export function useChoice<Value>(
  name: string,
  kept: Value,
  changeOf: (value: Value) => ChangeProfileRequest,
  onSaved?: (account: AccountView) => unknown,
): Choice<Value> {
  const [wish, setWish] = useState<{ value: Value }>();
  const [saved, setSaved] = useSaved();
  const { mutate, error } = useMutation({
    // One after the other: the last one chosen is the one that stays.
    scope: { id: name },
    mutationFn: ({ value }: { value: Value }) => request<AccountView>('PATCH', '/v1/account', changeOf(value)),
    onSuccess: async (account) => {
      takeAccount(account);
      await onSaved?.(account);
      setSaved();
    },
    onSettled: (_account, _problem, settled) => setWish((last) => (last === settled ? undefined : last)),
  });
  const choose = (value: Value): void => {
    const chosen = { value };
    setWish(chosen);
    mutate(chosen);
  };
  return { shown: wish ? wish.value : kept, choose, saved, problem: error };
}
