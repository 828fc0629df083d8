import type { RolloutView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../account/dates';
import { Section } from '../../account/frame/section';
import { useFollowedRollout } from './rollout-data';
import { RolloutActions } from './rollout-actions';
import { RolloutFailures } from './rollout-failures';
import { RolloutProgress } from './rollout-progress';

/** How turning MFA on for everyone goes, whoever of the administrators has begun it. */
export function RolloutSection({ rollout }: { rollout: RolloutView }) {
  const { t } = useTranslation('organization');
  const { date, time } = useDates();
  useFollowedRollout(rollout);
  const { startedAt, failed, state } = rollout;
  return (
    <Section title={t('rollout.title')} lead={t('rollout.begun', { date: date(startedAt), time: time(startedAt) })}>
      <RolloutProgress rollout={rollout} />
      <RolloutActions rollout={rollout} />
      {failed > 0 && <RolloutFailures key={`${state} ${failed}`} rollout={rollout} />}
    </Section>
  );
}
