import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button';
import { PageTitle } from '../ui/page-title';
import { TextLink } from '../ui/text-link';
import styles from '../links/links.module.css';

interface Props {
  words: 'forgotUsername' | 'forgotPassword';
  /** What was typed: a slip of the finger shows here, and not in whether there is such an account. */
  typed: string;
  onAgain: () => void;
}

/** The same calm answer whether there is such an account or not. */
export function Sent({ words, typed, onAgain }: Props) {
  const { t } = useTranslation('links');
  return (
    <>
      <PageTitle
        key="sent"
        lead={
          <>
            <p>{t(`${words}.sent`)}</p>
            <p>
              {t('sent.typed')} <strong>{typed}</strong>
            </p>
          </>
        }
      >
        {t('sent.title')}
      </PageTitle>
      <p>{t('sent.nothing')}</p>
      <div className={styles['actions']}>
        <Button look="secondary" onClick={onAgain}>
          {t('sent.again')}
        </Button>
        <TextLink to="/sign-in">{t('back')}</TextLink>
      </div>
    </>
  );
}
