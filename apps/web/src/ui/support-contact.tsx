import { useTranslation } from 'react-i18next';
import styles from './support-contact.module.css';

const emailIn = /[^\s,;<>]+@[^\s,;<>]+\.[^\s,;<>]+/;

/** Who helps where a step can fail: an application's contact as it says it, with its address to write to. */
export function SupportContact({ contact }: { contact: string | undefined }) {
  const { t } = useTranslation();
  if (contact === undefined) return null;
  const email = emailIn.exec(contact)?.[0];
  const [before = '', after = ''] = email === undefined ? [contact] : contact.split(email, 2);
  return (
    <p className={styles['support']}>
      {t('support')} {before}
      {email !== undefined && <a href={`mailto:${email}`}>{email}</a>}
      {after}
    </p>
  );
}
