import type { OrganizationActivityPage } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import type { Happening } from '../../account/activity/day-list';
import { useDeviceWords } from '../../account/device-words';
import { kindLook } from './organization-kinds';

type Entry = OrganizationActivityPage['entries'][number];

/** Words for what happened in the organization. */
export function useOrganizationWords(): (entry: Entry) => Happening {
  const { t } = useTranslation('members');
  const named = useDeviceWords();
  return ({ id, at, kind: recorded, account, actor: by, device, source }) => {
    const { kind, icon } = kindLook(recorded);
    const actor = by === 'command-line' ? t('activity.commandLine') : by;
    const details = [
      // Whoever joins or leaves does it themselves.
      account !== by && account,
      actor && t('activity.by', { actor }),
      device && named(device),
      source,
    ];
    return { id, at, icon, what: t(`activity.kinds.${kind}`), details };
  };
}
