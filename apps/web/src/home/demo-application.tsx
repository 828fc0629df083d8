import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { applicationQuery } from '../branding/application';
import { Icon } from '../ui/icon';
import { TextLink } from '../ui/text-link';
import styles from './home.module.css';

/** An application to sign in to, in its own words once they are there. */
export function DemoApplication({ slug }: { slug: string }) {
  const { t, i18n } = useTranslation('home');
  const { data } = useQuery(applicationQuery(slug));
  const known = i18n.exists(`demo.applications.${slug}`, { ns: 'home' });
  return (
    <>
      <h3>{data?.name ?? slug}</h3>
      {data?.tagline && <p className={styles['tagline']}>{data.tagline}</p>}
      {known && <p>{t(`demo.applications.${slug as 'parcel-desk'}`)}</p>}
      <TextLink to="/sign-in" search={{ application: slug }}>
        {t('demo.signInTo', { name: data?.name ?? slug })}
        <Icon name="arrow" />
      </TextLink>
    </>
  );
}
