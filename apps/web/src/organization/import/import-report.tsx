import type { MemberImportView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Actions } from '../../account/frame/section';
import { Button } from '../../ui/button';
import { ButtonLink } from '../../ui/button-link';
import type { Pending } from '../../ui/held';
import { useOrganizationId } from '../organization-data';
import { useNumbers } from '../paging/use-numbers';
import styles from './import.module.css';
import { ImportErrors } from './import-errors';

const outcomes = ['created', 'joined', 'invited', 'unchanged', 'failed'] as const;

interface Props {
  view: MemberImportView;
  pending: Pending;
  onImport: (() => void) | undefined;
}

/** What came of it, or would come of it. */
export function ImportReport({ view, pending, onImport }: Props) {
  const { t } = useTranslation('members');
  const number = useNumbers();
  const id = useOrganizationId();
  const changes = view.created + view.joined + view.invited;
  const words = (outcome: (typeof outcomes)[number]): string => {
    const counted = { count: view[outcome], formatted: number(view[outcome]) };
    const over = outcome === 'failed' && !view.dryRun;
    return over ? t('import.notTaken', counted) : t(`import.would.${outcome}`, counted);
  };
  return (
    <>
      <div role="status">
        <ul className={styles['outcomes']}>
          {outcomes
            .filter((outcome) => view[outcome] > 0)
            .map((outcome) => (
              <li key={outcome} data-outcome={outcome}>
                {words(outcome)}
              </li>
            ))}
          {changes === 0 && <li>{t('import.nothing')}</li>}
        </ul>
      </div>
      {view.dryRun && changes > 0 && onImport && (
        <Actions>
          <Button pending={pending} onClick={onImport}>
            {t('import.begin', { count: changes, formatted: number(changes) })}
          </Button>
        </Actions>
      )}
      {view.dryRun && changes > 0 && !onImport && <p>{t('import.again')}</p>}
      {!view.dryRun && (
        <Actions>
          <ButtonLink to="/organizations/$id/members" params={{ id }} look="secondary">
            {t('import.toMembers')}
          </ButtonLink>
        </Actions>
      )}
      {view.failed > 0 && <ImportErrors view={view} />}
    </>
  );
}
