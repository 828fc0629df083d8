import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { dropAccount } from '../account/person';
import { request } from '../api/request';
import { useAction, type Action } from '../api/use-action';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/problem-notice';

interface Props {
  /** Absent where the session has to show more before it is told. */
  username: string | undefined;
  accept: Action<undefined>;
}

/** Says as whom, since whoever accepts becomes the member, and offers to do it as somebody else. */
export function AcceptInvitation({ username, accept }: Props) {
  const { t } = useTranslation('links');
  const navigate = useNavigate();
  const signOut = useAction(() => request('DELETE', '/v1/session'), {
    onDone: async () => {
      await navigate({ to: '/sign-in', search: { returnTo: '/invitation' } });
      dropAccount();
    },
  });
  return (
    <>
      {username !== undefined && <p>{t('invitation.signedInAs', { username })}</p>}
      <ProblemNotice problem={signOut.problem} />
      <Button wide pending={accept.pending} onClick={() => accept.run(undefined)}>
        {username === undefined ? t('invitation.acceptNow') : t('invitation.accept', { username })}
      </Button>
      <Button look="secondary" wide pending={signOut.pending} onClick={() => signOut.run(undefined)}>
        {t('invitation.other')}
      </Button>
    </>
  );
}
