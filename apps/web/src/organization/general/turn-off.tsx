import type { ChangeMfaPolicyRequest, MfaPolicyView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { useProtectedAction } from '../../account/use-protected-action';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { ProblemNotice } from '../../ui/problem-notice';
import { rereadOrganization, takeOrganizationData, useOrganizationId } from '../organization-data';
import { putPolicy } from '../policy/put-policy';

interface Props {
  policy: MfaPolicyView;
  open: boolean;
  onClose: () => void;
}

/** Asks before MFA is not required any more. */
export function TurnOff({ policy, open, onClose }: Props) {
  const { t } = useTranslation('organization');
  const id = useOrganizationId();
  const turnOff = useProtectedAction(
    `turn-mfa-off ${id}`,
    (changed: ChangeMfaPolicyRequest) => putPolicy(id, changed),
    {
      onDone: async (view) => {
        onClose();
        takeOrganizationData(id, '/mfa-policy', view);
        await rereadOrganization(id, '/mfa-policy?', '/mfa-rollouts', '/mfa-adoption');
      },
    },
  );
  return (
    <>
      {!open && <ProblemNotice problem={turnOff.problem} />}
      <Dialog
        open={open}
        onClose={onClose}
        title={t('turnOff.title')}
        description={t('turnOff.detail')}
        actions={
          <>
            <Button look="quiet" onClick={onClose}>
              {t('turnOff.keep')}
            </Button>
            <Button
              look="danger"
              pending={turnOff.pending}
              onClick={() => turnOff.run({ ...policy.own, mfa: 'offered', revision: policy.revision })}
            >
              {t('turnOff.turnOff')}
            </Button>
          </>
        }
      >
        {open && <ProblemNotice problem={turnOff.problem} />}
      </Dialog>
    </>
  );
}
