import type { PublicApplication } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon';
import { SupportContact } from '../ui/support-contact';
import { OutsideLink } from '../ui/text-link';
import styles from './brand-panel.module.css';
import { Logo } from './logo';

/** What the application says beside the form; without one, what this is. */
export function BrandPanel({ application }: { application: PublicApplication | undefined }) {
  const { t } = useTranslation();
  if (!application) {
    return (
      <aside className={styles['general']} aria-label={t('panel.label')}>
        <p className={styles['name']}>{t('panel.title')}</p>
        <ul className={styles['points']}>
          {(['one', 'two', 'three'] as const).map((point) => (
            <li key={point}>
              <Icon name="check" />
              {t(`panel.${point}`)}
            </li>
          ))}
        </ul>
      </aside>
    );
  }
  const { name, tagline, branding, supportContact } = application;
  return (
    <aside className={styles['panel']} aria-label={t('panel.about', { name })}>
      <Logo src={branding.logo} size={72} className={styles['logo']} instead={null} />
      <p className={styles['name']}>{name}</p>
      {tagline !== '' && <p className={styles['tagline']}>{tagline}</p>}
      {branding.panel.text !== '' && <p className={styles['text']}>{branding.panel.text}</p>}
      {branding.panel.links.length > 0 && (
        <ul className={styles['links']}>
          {branding.panel.links.map(({ label, href }) => (
            <li key={href}>
              <OutsideLink href={href}>{label}</OutsideLink>
            </li>
          ))}
        </ul>
      )}
      <div className={styles['support']}>
        <SupportContact contact={supportContact} />
      </div>
    </aside>
  );
}
