import type { FlowView } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request';
import { useAction } from '../api/use-action';
import { AuthLayout } from '../branding/auth-layout';
import { useFlowBegun } from '../flow/begin';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { PageTitle } from '../ui/page-title';
import { ProblemNotice } from '../ui/problem-notice';
import { takeLinkToken } from './link-token';

export function ResetPasswordPage() {
  const { t } = useTranslation('links');
  const [token] = useState(takeLinkToken);
  const begun = useFlowBegun();
  const open = useAction(() => request<FlowView>('POST', '/v1/recovery/password/links', { token }), {
    onDone: (flow) => begun(flow),
  });
  return (
    <AuthLayout>
      <PageTitle lead={<p>{t('resetPassword.lead')}</p>}>{t('resetPassword.title')}</PageTitle>
      {token === undefined && <Notice look="error" title={t('incomplete')} />}
      <ProblemNotice problem={open.problem} />
      <Button wide pending={open.pending} disabled={token === undefined} onClick={() => open.run(undefined)}>
        {t('resetPassword.button')}
      </Button>
    </AuthLayout>
  );
}
