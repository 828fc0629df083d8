import { useTranslation } from 'react-i18next';
import { PageTitle } from '../ui/page-title';
import { TextLink } from '../ui/text-link';
import { PlainLayout } from './plain-layout';

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <PlainLayout>
      <PageTitle lead={<p>{t('notFound.detail')}</p>}>{t('notFound.title')}</PageTitle>
      <p>
        <TextLink to="/">{t('notFound.home')}</TextLink>
      </p>
      <p>
        <TextLink to="/sign-in">{t('notFound.signIn')}</TextLink>
      </p>
    </PlainLayout>
  );
}
