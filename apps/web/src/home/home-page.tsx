import { useTranslation } from 'react-i18next';
import { PlainLayout } from '../app/plain-layout';
import { PageTitle } from '../ui/page-title';
import { TextLink } from '../ui/text-link';

export function HomePage() {
  const { t } = useTranslation('home');
  return (
    <PlainLayout>
      <PageTitle lead={<p>{t('lead')}</p>}>{t('title')}</PageTitle>
      <ul>
        <li>
          <TextLink to="/sign-in">{t('signIn')}</TextLink>
        </li>
        <li>
          <TextLink to="/create-account">{t('create')}</TextLink>
        </li>
        <li>
          <a href="/docs">{t('reference')}</a>
        </li>
      </ul>
    </PlainLayout>
  );
}
