import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { followAccountLanguage } from '../../i18n/i18n';
import { buttonClass } from '../../ui/button';
import { ButtonLink } from '../../ui/button-link';
import { Notice } from '../../ui/notice';
import { PageTitle } from '../../ui/page-title';
import { accountPage } from '../account-page';
import styles from '../flow.module.css';
import type { StepProps } from '../step-props';

/** Where to go from here: on to the application, to the account, or back to the page that asked. */
export function Complete({ flow, step }: StepProps<'complete'>) {
  const { t } = useTranslation('flow');
  const page = accountPage(useSearch({ from: '/entry/flow' }).returnTo);
  const navigate = useNavigate();
  const { purpose, session } = flow;
  const left = step.recoveryCodesLeft;
  const fewCodes = purpose === 'sign-in' && left !== undefined && (left === null || left < 3);
  const goesOn = purpose !== 'recovery' && !fewCodes;
  const { redirectTo } = step;
  const locale = session?.account.locale;

  useEffect(() => {
    if (locale !== undefined) void followAccountLanguage(locale);
  }, [locale]);
  useEffect(() => {
    if (!goesOn) return;
    // The server has checked that the address is one of the application's own.
    if (purpose === 'sign-in' && redirectTo !== undefined) location.assign(redirectTo);
    else void navigate({ to: page, replace: true });
  }, [goesOn, navigate, page, purpose, redirectTo]);

  if (purpose === 'recovery') {
    return (
      <>
        <PageTitle lead={<p>{t('complete.recoveredDetail')}</p>}>{t('complete.recovered')}</PageTitle>
        <ButtonLink to="/sign-in" wide>
          {t('complete.signIn')}
        </ButtonLink>
      </>
    );
  }
  const name = flow.application?.name;
  return (
    <>
      <PageTitle
        lead={
          goesOn && (
            <p>{redirectTo !== undefined && name ? t('complete.toApplication', { name }) : t('complete.detail')}</p>
          )
        }
      >
        {t('complete.title')}
      </PageTitle>
      {fewCodes && (
        <Notice look="info" title={t('complete.codes.title')}>
          <p>{left === null ? t('complete.codes.none') : t('complete.codes.few', { count: left })}</p>
        </Notice>
      )}
      <div className={styles['actions']}>
        {redirectTo === undefined ? (
          <ButtonLink to={page} wide>
            {t('complete.toAccount')}
          </ButtonLink>
        ) : (
          <a className={buttonClass('primary', true)} href={redirectTo}>
            {name === undefined ? t('complete.goOn') : t('complete.goTo', { name })}
          </a>
        )}
        {fewCodes && (
          <ButtonLink to="/account/security" look="secondary" wide>
            {t('complete.codes.make')}
          </ButtonLink>
        )}
      </div>
    </>
  );
}
