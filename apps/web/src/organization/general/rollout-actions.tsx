import type { RolloutView } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Actions } from '../../account/frame/section';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ProblemNotice } from '../../ui/problem-notice';
import { useRolloutAction } from './use-rollout-action';

/** What can be done with it in the state that it is in. */
export function RolloutActions({ rollout }: { rollout: RolloutView }) {
  const { t } = useTranslation('organization');
  const [cancelling, setCancelling] = useState(false);
  const act = useRolloutAction(rollout.id);
  const { state, failed } = rollout;
  const stoppable = state === 'processing' || state === 'paused';
  return (
    <>
      <ProblemNotice problem={act.problem} />
      <Actions>
        {state === 'processing' && (
          <Button look="secondary" pending={act.pending} onClick={() => act.run('pause')}>
            {t('rollout.pause')}
          </Button>
        )}
        {state === 'paused' && (
          <Button pending={act.pending} onClick={() => act.run('resume')}>
            {t('rollout.resume')}
          </Button>
        )}
        {state === 'complete-with-errors' && (
          <Button pending={act.pending} onClick={() => act.run('retry')}>
            {t('rollout.retry', { count: failed })}
          </Button>
        )}
        {stoppable && (
          <Button look="quiet" onClick={() => setCancelling(true)}>
            {t('rollout.cancel')}
          </Button>
        )}
      </Actions>
      <Dialog
        open={cancelling && stoppable}
        onClose={() => setCancelling(false)}
        title={t('rollout.cancelTitle')}
        description={t('rollout.cancelDetail')}
        actions={
          <>
            <Button look="quiet" onClick={() => setCancelling(false)}>
              {t('rollout.goOn')}
            </Button>
            <Button
              look="danger"
              pending={act.pending}
              onClick={() => {
                setCancelling(false);
                act.run('cancel');
              }}
            >
              {t('rollout.cancel')}
            </Button>
          </>
        }
      />
    </>
  );
}
