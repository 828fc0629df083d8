import { useTranslation } from 'react-i18next';
import { AccountIcon } from '../../account/frame/account-icon';
import { saveFile } from '../../account/records/save-file';
import { Button } from '../../ui/button';
import styles from './import.module.css';

const columns = [
  ['username', true],
  ['email', true],
  ['given_name', true],
  ['family_name', true],
  ['role', false],
  ['phone', false],
  ['locale', false],
  ['email_verified', false],
  ['password_hash', false],
] as const;

const example = `username,email,given_name,family_name,role
kim.park,kim.park@example.org,Kim,Park,member
lee.moon,lee.moon@example.org,Lee,Moon,administrator
`;

/** What a file may have in it. */
export function Columns() {
  const { t } = useTranslation('members');
  return (
    <details className={styles['columns']}>
      <summary>{t('import.columns')}</summary>
      <dl>
        {columns.map(([column, required]) => (
          <div key={column}>
            <dt>
              <code>{column}</code> {required && <small>({t('import.required')})</small>}
            </dt>
            <dd>{t(`import.column.${column}`)}</dd>
          </div>
        ))}
      </dl>
      <Button look="quiet" onClick={() => saveFile('members.csv', 'text/csv', example)}>
        <AccountIcon name="download" />
        {t('import.example')}
      </Button>
    </details>
  );
}
