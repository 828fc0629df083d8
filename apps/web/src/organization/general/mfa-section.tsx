import { Switch } from '@base-ui/react/switch';
import type { MfaPolicyView } from '@postern/contracts';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../account/dates';
import { Section } from '../../account/frame/section';
import { ProblemNotice } from '../../ui/problem-notice';
import { TextLink } from '../../ui/text-link';
import { useOrganizationId } from '../organization-data';
import styles from './general.module.css';
import { DryRun } from './dry-run';
import { TurnOff } from './turn-off';
import { useBeginRollout } from './use-begin-rollout';

/** One switch for everyone. Nothing happens when it is touched: first it says what would. */
export function MfaSection({ policy }: { policy: MfaPolicyView }) {
  const { t } = useTranslation('organization');
  const { date } = useDates();
  const id = useId();
  const organizationId = useOrganizationId();
  const [asked, setAsking] = useState<boolean>();
  const begin = useBeginRollout(() => setAsking(false));
  const asking = asked ?? begin.kept;
  const on = policy.requiredSince !== null;
  // A level that only some methods reach requires one as well.
  const byLevel = on && policy.own.mfa !== 'required';
  return (
    <Section title={t('mfa.title')} lead={t('mfa.lead')}>
      <div className={styles['switch']}>
        <Switch.Root
          className={styles['track']}
          checked={on}
          readOnly={byLevel}
          aria-labelledby={`${id}-label`}
          aria-describedby={`${id}-state`}
          onCheckedChange={() => setAsking(!asking)}
        >
          <Switch.Thumb className={styles['thumb']} />
        </Switch.Root>
        <div>
          <p id={`${id}-label`} className={styles['label']}>
            {t('mfa.switch')}
          </p>
          <p id={`${id}-state`} className={styles['quiet']}>
            {policy.requiredSince === null ? t('mfa.off') : t('mfa.on', { date: date(policy.requiredSince) })}
          </p>
        </div>
      </div>
      {byLevel && (
        <p>
          {t('mfa.byLevel')}{' '}
          <TextLink to="/organizations/$id/policy" params={{ id: organizationId }}>
            {t('policy.title')}
          </TextLink>
        </p>
      )}
      <ProblemNotice problem={begin.problem} />
      {asking && !on && (
        <DryRun pending={begin.pending} onBegin={() => begin.run(undefined)} onCancel={() => setAsking(false)} />
      )}
      {on && !byLevel && <TurnOff policy={policy} open={asking} onClose={() => setAsking(false)} />}
    </Section>
  );
}
