import type { AccountExport } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request';
import { Button } from '../../ui/button';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { AccountIcon } from '../frame/account-icon';
import { Actions, Said, Section } from '../frame/section';
import { useProtectedAction } from '../use-protected-action';
import { saveFile } from './save-file';

const parts = ['profile', 'methods', 'activity', 'messages'] as const;

export function ExportPage() {
  const { t } = useTranslation('account');
  const [saved, setSaved] = useState(false);
  const download = useProtectedAction('export', () => request<AccountExport>('GET', '/v1/account/export'), {
    onDone: (exported) => {
      saveFile('account.json', 'application/json', `${JSON.stringify(exported, undefined, 2)}\n`);
      setSaved(true);
    },
  });
  return (
    <>
      <PageTitle lead={<p>{t('export.lead')}</p>}>{t('export.title')}</PageTitle>
      <ProblemNotice problem={download.problem} />
      <Section title={t('export.what')} lead={t('export.without')}>
        <ul>
          {parts.map((part) => (
            <li key={part}>{t(`export.parts.${part}`)}</li>
          ))}
        </ul>
        <Actions>
          <Button pending={download.pending} onClick={() => download.run(undefined)}>
            <AccountIcon name="download" />
            {t('export.button')}
          </Button>
          <Said>{saved && t('export.done')}</Said>
        </Actions>
      </Section>
    </>
  );
}
