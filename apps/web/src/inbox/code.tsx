import { useTranslation } from 'react-i18next';
import { CopyButton } from '../ui/copy-button';
import styles from './inbox.module.css';
import { codeIn } from './message-parts';

/** The passcode in a message, if there is one, ready to be copied. */
export function Code({ text }: { text: string }) {
  const { t } = useTranslation('inbox');
  const code = codeIn(text);
  if (code === undefined) return null;
  return (
    <div className={styles['code']}>
      <code>{code}</code>
      <CopyButton text={code} name={t('copyOne', { code })}>
        {t('copy')}
      </CopyButton>
    </div>
  );
}
