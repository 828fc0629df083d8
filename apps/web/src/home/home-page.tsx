import { useTranslation } from 'react-i18next';
import { PageHeader } from '../app/page-header';
import { ButtonLink } from '../ui/button-link';
import { Icon, type IconName } from '../ui/icon';
import { PageTitle } from '../ui/page-title';
import { readDemo } from './demo';
import { DemoSection } from './demo-section';
import styles from './home.module.css';

const abilities: readonly [IconName, 'signIn' | 'devices' | 'recovery' | 'account' | 'operators'][] = [
  ['passkey', 'signIn'],
  ['check', 'devices'],
  ['back', 'recovery'],
  ['info', 'account'],
  ['codes', 'operators'],
];

const references = [
  ['/docs', 'reference'],
  ['/v1/openapi.json', 'openapi'],
  ['/health/ready', 'health'],
] as const;

/** For whoever opens the address of an installation: what it is, and where to go from here. */
export function HomePage() {
  const { t } = useTranslation('home');
  const demo = readDemo();
  return (
    <div className={styles['page']}>
      <PageHeader />
      <main className={styles['main']}>
        <div className={styles['intro']}>
          <PageTitle lead={<p>{t('lead')}</p>}>{t('title')}</PageTitle>
          <div className={styles['buttons']}>
            <ButtonLink to="/sign-in">{t('signIn')}</ButtonLink>
            <ButtonLink to="/create-account" look="secondary">
              {t('create')}
            </ButtonLink>
            <ButtonLink to="/account" look="quiet">
              {t('account')}
            </ButtonLink>
          </div>
        </div>
        {demo && <DemoSection demo={demo} />}
        <section className={styles['section']}>
          <h2>{t('abilities.title')}</h2>
          <ul className={styles['abilities']}>
            {abilities.map(([icon, ability]) => (
              <li key={ability}>
                <Icon name={icon} size={22} />
                {t(`abilities.${ability}`)}
              </li>
            ))}
          </ul>
        </section>
        <section className={styles['section']}>
          <h2>{t('developers.title')}</h2>
          <ul className={styles['references']}>
            {references.map(([path, name]) => (
              <li key={path}>
                <a href={path}>{t(`developers.${name}.name`)}</a>
                <span>{t(`developers.${name}.what`)}</span>
              </li>
            ))}
          </ul>
        </section>
      </main>
    </div>
  );
}
