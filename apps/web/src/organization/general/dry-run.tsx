import type { MfaDryRun } from '@postern/contracts';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/frame/loaded';
import { Actions } from '../../account/frame/section';
import { request } from '../../api/request';
import { Button } from '../../ui/button';
import type { Pending } from '../../ui/held';
import { organizationKey, useOrganizationId } from '../organization-data';
import { useTrail } from '../paging/use-trail';
import { DryRunWho } from './dry-run-who';
import { Figures } from './figures';
import styles from './general.module.css';

interface Props {
  pending: Pending;
  onBegin: () => void;
  onCancel: () => void;
}

/** What would happen, counted, before anything does. */
export function DryRun({ pending, onBegin, onCancel }: Props) {
  const { t } = useTranslation('organization');
  const id = useOrganizationId();
  const trail = useTrail();
  const { cursor } = trail;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const query = useQuery({
    queryKey: organizationKey(id, '/mfa-policy/dry-run', cursor ?? ''),
    queryFn: ({ signal }) =>
      request<MfaDryRun>('POST', `/v1/organizations/${id}/mfa-policy/dry-run`, cursor ? { cursor } : {}, { signal }),
    placeholderData: keepPreviousData,
    // Counted anew whenever it is opened.
    gcTime: 0,
  });
  return (
    <div className={styles['panel']}>
      <h3 ref={heading} tabIndex={-1}>
        {t('dryRun.title')}
      </h3>
      <p>{t('dryRun.lead')}</p>
      <Loaded query={query}>
        {(run) => (
          <>
            <Figures run={run} />
            <DryRunWho run={run} trail={trail} pending={query.isPlaceholderData} />
          </>
        )}
      </Loaded>
      <p>{t('dryRun.begins')}</p>
      <Actions>
        <Button pending={pending} onClick={onBegin}>
          {t('dryRun.begin')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </Actions>
    </div>
  );
}
