import type { FlowView } from '@postern/contracts';
import { useRouteContext } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request';
import { useAction } from '../api/use-action';
import { useFlowBegun } from '../flow/begin';
import { ButtonLink } from '../ui/button-link';
import { LinkButtonPage } from './link-button-page';

/** Another link that is opened in the same window begins anew. */
export function ResetPasswordPage() {
  const { token } = useRouteContext({ from: '/reset-password' });
  return <ResetLink key={token} token={token} />;
}

function ResetLink({ token }: { token: string | undefined }) {
  const { t } = useTranslation('links');
  const begun = useFlowBegun();
  const open = useAction(
    (given: string) => request<FlowView>('POST', '/v1/recovery/password/links', { token: given }),
    { onDone: (flow) => begun(flow) },
  );
  const newLink = (
    <ButtonLink to="/forgot-password" wide>
      {t('resetPassword.newLink')}
    </ButtonLink>
  );
  return <LinkButtonPage words="resetPassword" token={token} action={open} otherwise={newLink} />;
}
