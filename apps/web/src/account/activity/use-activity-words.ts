import { useTranslation } from 'react-i18next';
import { useDeviceWords } from '../device-words';
import { activityLook } from './activity-kinds';
import type { ActivityEntry } from './by-day';
import type { Happening } from './day-list';

const methodKinds = ['sms', 'email', 'totp', 'webauthn', 'recovery_code'] as const;

/** Words for what happened to the account. */
export function useActivityWords(): (entry: ActivityEntry) => Happening {
  const { t } = useTranslation('account');
  const named = useDeviceWords();
  return ({ id, at, kind: recorded, factor, device, application, source, actor }) => {
    const { kind, icon, warns } = activityLook(recorded);
    const method = methodKinds.find((name) => name === factor?.kind);
    const details = [
      method && t(`security.kinds.${method}`),
      device && named(device),
      application,
      source,
      actor && t('activity.by', { actor }),
    ];
    return { id, at, icon, warns, what: t(`activity.kinds.${kind}`), details };
  };
}
