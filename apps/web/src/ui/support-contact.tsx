import { useTranslation } from 'react-i18next';
import { contactParts, mailTo } from './contact-parts';
import styles from './support-contact.module.css';

/** Who helps where a step can fail: an application's contact as it says it, with its address to write to. */
export function SupportContact({ contact }: { contact: string | undefined }) {
  const { t } = useTranslation();
  if (contact === undefined) return null;
  const { before, email, after } = contactParts(contact);
  return (
    <p className={styles['support']}>
      {t('support')} {before}
      {email !== undefined && <a href={mailTo(email)}>{email}</a>}
      {after}
    </p>
  );
}
