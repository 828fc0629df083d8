import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon';
import { buttonClass } from '../ui/button';
import { CopyButton } from '../ui/copy-button';
import type { Demo } from './demo';
import { DemoApplication } from './demo-application';
import styles from './home.module.css';

/** Accounts and applications to try, and where the messages go. */
export function DemoSection({ demo }: { demo: Demo }) {
  const { t, i18n } = useTranslation('home');
  const what = (username: string): string | undefined =>
    i18n.exists(`demo.accounts.${username}`, { ns: 'home' })
      ? t(`demo.accounts.${username as 'demo-2024'}`)
      : undefined;
  return (
    <section className={styles['demo']}>
      <h2>{t('demo.title')}</h2>
      <p>{t('demo.applicationsLead')}</p>
      <ul className={styles['applications']}>
        {demo.applications.map((slug) => (
          <li key={slug}>
            <DemoApplication slug={slug} />
          </li>
        ))}
      </ul>
      {demo.usernames.length > 0 && (
        <>
          <h3>{t('demo.accountsTitle')}</h3>
          <p>{t('demo.accountsLead')}</p>
          <ul className={styles['accounts']}>
            {demo.usernames.map((username) => (
              <li key={username}>
                <code>{username}</code>
                <CopyButton text={username} name={t('demo.copyOne', { username })}>
                  {t('demo.copy')}
                </CopyButton>
                <span>{what(username)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('demo.inboxTitle')}</h3>
      <p>{t('demo.inboxLead')}</p>
      <p>
        {/* Loaded anew: the inbox comes with a policy that lets it frame e-mails, and this page with one that does not. */}
        <a href="/dev/inbox" className={buttonClass('secondary')}>
          <Icon name="email" />
          {t('demo.inbox')}
        </a>
      </p>
    </section>
  );
}
