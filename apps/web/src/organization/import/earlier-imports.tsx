import type { MemberImportView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../account/dates';
import { AccountIcon } from '../../account/frame/account-icon';
import { Item, Items } from '../../account/frame/items';
import { Section } from '../../account/frame/section';
import { Button } from '../../ui/button';
import { useNumbers } from '../paging/use-numbers';

interface Props {
  imports: readonly MemberImportView[];
  /** The one that is shown above. */
  shown: string | undefined;
  onShow: (importId: string) => void;
}

export function EarlierImports({ imports, shown, onShow }: Props) {
  const { t } = useTranslation('members');
  const { date, time } = useDates();
  const number = useNumbers();
  const earlier = imports.filter(({ id }) => id !== shown);
  if (earlier.length === 0 && shown !== undefined) return null;
  return (
    <Section title={t('import.earlier')}>
      {earlier.length === 0 && <p>{t('import.none')}</p>}
      <Items>
        {earlier.map(({ id, startedAt, state, rows, dryRun }) => (
          <Item
            key={id}
            icon={<AccountIcon name="upload" />}
            title={`${date(startedAt)}, ${time(startedAt)}`}
            badge={dryRun ? t('import.dryRun') : undefined}
            details={[
              `${t('import.ofRows', { count: rows, formatted: number(rows) })} · ${t(`import.states.${state}`)}`,
            ]}
            actions={
              <Button
                look="quiet"
                aria-label={t('import.showThis', { date: date(startedAt), time: time(startedAt) })}
                onClick={() => onShow(id)}
              >
                {t('import.show')}
              </Button>
            }
          />
        ))}
      </Items>
    </Section>
  );
}
