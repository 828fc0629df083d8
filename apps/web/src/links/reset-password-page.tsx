import type { FlowView } from '@postern/contracts';
import { useRouteContext } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request';
import { useAction } from '../api/use-action';
import { useFlowBegun } from '../flow/begin';
import { ButtonLink } from '../ui/button-link';
import { LinkButtonPage } from './link-button-page';

export function ResetPasswordPage() {
  const { t } = useTranslation('links');
  const { token } = useRouteContext({ from: '/reset-password' });
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
