import type { AccountView, ChangeProfileRequest } from '@postern/contracts';
import { request } from '../../api/request';
import { useAction, type Action } from '../../api/use-action';
import { takeAccount } from '../account-data';
import { useSaved } from '../use-saved';

/** Changes what is given of the profile, and says for a while that it did. */
export function useProfileChange(): Action<ChangeProfileRequest> & { saved: boolean } {
  const [saved, setSaved] = useSaved();
  const change = useAction((profile: ChangeProfileRequest) => request<AccountView>('PATCH', '/v1/account', profile), {
    onDone: (account) => {
      takeAccount(account);
      setSaved();
    },
  });
  return { ...change, saved };
}
