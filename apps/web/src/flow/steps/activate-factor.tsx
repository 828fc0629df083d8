import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { CheckboxField } from '../../ui/checkbox-field';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { CodeForm } from '../code-form';
import { useFlowAction } from '../current-flow';
import styles from '../flow.module.css';
import { Locked } from '../locked';
import { PasskeyForm } from '../passkey-form';
import { ResendButton } from '../resend-button';
import type { StepProps } from '../step-props';
import { TotpSecret } from '../totp-secret';

/** A new method counts only when it has been proven once. */
export function ActivateFactor({ flow, step }: StepProps<'activate-factor'>) {
  const { t } = useTranslation('flow');
  const [rememberDevice, setRememberDevice] = useState(false);
  const resend = useFlowAction();
  const drop = useFlowAction();
  const { factor, challenge, totp, webauthn } = step;
  const support = flow.application?.supportContact;
  const { kind } = factor;
  const remember = flow.purpose === 'sign-in' && (
    <CheckboxField
      label={t('remember.label')}
      hint={t('remember.hint')}
      checked={rememberDevice}
      onChange={({ target }) => setRememberDevice(target.checked)}
    />
  );
  return (
    <>
      <PageTitle
        lead={
          <p>
            <Trans
              t={t}
              i18nKey={`activate.${kind}.lead`}
              values={{ destination: factor.destination }}
              components={{ strong: <strong /> }}
            />
          </p>
        }
      >
        {t(`activate.${kind}.title`)}
      </PageTitle>
      <ProblemNotice problem={resend.problem ?? drop.problem} supportContact={support} />
      {totp && <TotpSecret totp={totp} />}
      {challenge.lockedUntil !== undefined ? (
        <Locked until={challenge.lockedUntil} />
      ) : webauthn ? (
        <PasskeyForm doing="create" options={webauthn} wishes={{ rememberDevice }} supportContact={support}>
          {remember}
        </PasskeyForm>
      ) : (
        <CodeForm
          challenge={challenge}
          wishes={{ rememberDevice }}
          supportContact={support}
          hint={t(`activate.${kind}.hint`)}
        >
          {remember}
        </CodeForm>
      )}
      <div className={styles['row']}>
        {(kind === 'sms' || kind === 'email') && challenge.lockedUntil === undefined && (
          <ResendButton
            what="code"
            resendAt={challenge.resendAt}
            resend={{ ...resend, run: () => resend.run({ to: '/resend' }) }}
          />
        )}
        <Button
          look="quiet"
          pending={drop.pending}
          onClick={() => drop.run({ method: 'DELETE', to: '/factors/pending' })}
        >
          {t(kind === 'sms' ? 'activate.sms.again' : 'anotherMethod')}
        </Button>
      </div>
    </>
  );
}
