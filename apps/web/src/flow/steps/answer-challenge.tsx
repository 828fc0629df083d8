import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { CheckboxField } from '../../ui/checkbox-field';
import { PageTitle } from '../../ui/page-title';
import { ProblemNotice } from '../../ui/problem-notice';
import { CodeForm } from '../code-form';
import { useFlowAction } from '../current-flow';
import { ownName } from '../factor-words';
import styles from '../flow.module.css';
import { Locked } from '../locked';
import { OtherWays } from '../other-ways';
import { PasskeyForm } from '../passkey-form';
import { RecoveryCodeForm } from '../recovery-code-form';
import { ResendButton } from '../resend-button';
import type { StepProps } from '../step-props';

/** The second step of a sign-in: one of the methods, and every way on when it is not at hand. */
export function AnswerChallenge({ flow, step }: StepProps<'answer-challenge'>) {
  const { t } = useTranslation('flow');
  const [rememberDevice, setRememberDevice] = useState(false);
  const [modifyFactors, setModifyFactors] = useState(false);
  const resend = useFlowAction();
  const { factor, challenge, webauthn } = step;
  const { kind } = factor;
  const named = (kind === 'totp' || kind === 'webauthn') && ownName(factor) !== undefined;
  const support = flow.application?.supportContact;
  const wishes = { rememberDevice, modifyFactors };
  const options = (
    <div>
      {step.canRememberDevice && (
        <CheckboxField
          label={t('remember.label')}
          hint={t('remember.hint')}
          checked={rememberDevice}
          onChange={({ target }) => setRememberDevice(target.checked)}
        />
      )}
      {flow.purpose === 'sign-in' && (
        <CheckboxField
          label={t('modify')}
          checked={modifyFactors}
          onChange={({ target }) => setModifyFactors(target.checked)}
        />
      )}
    </div>
  );
  return (
    <>
      <PageTitle
        lead={
          <p>
            <Trans
              t={t}
              i18nKey={named ? `answer.${kind}.named` : `answer.${kind}.lead`}
              values={{ destination: factor.destination ?? ownName(factor) }}
              components={{ strong: <strong /> }}
            />
          </p>
        }
      >
        {t(`answer.${kind}.title`)}
      </PageTitle>
      <ProblemNotice problem={resend.problem} supportContact={support} />
      {challenge.lockedUntil !== undefined ? (
        <Locked until={challenge.lockedUntil} />
      ) : webauthn ? (
        <PasskeyForm doing="show" options={webauthn} wishes={wishes} supportContact={support}>
          {options}
        </PasskeyForm>
      ) : kind === 'recovery_code' ? (
        <RecoveryCodeForm wishes={wishes} supportContact={support}>
          {options}
        </RecoveryCodeForm>
      ) : (
        <CodeForm challenge={challenge} wishes={wishes} supportContact={support}>
          {options}
        </CodeForm>
      )}
      {(kind === 'sms' || kind === 'email') && challenge.lockedUntil === undefined && (
        <div className={styles['row']}>
          <ResendButton
            what="code"
            resendAt={challenge.resendAt}
            resend={{ ...resend, run: () => resend.run({ to: '/resend' }) }}
          />
        </div>
      )}
      <OtherWays
        alternatives={step.alternatives}
        canRecover={step.canRecover === true}
        open={challenge.lockedUntil !== undefined}
        supportContact={support}
      />
    </>
  );
}
