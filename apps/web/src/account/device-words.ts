import { useTranslation } from 'react-i18next';

/** What the server calls a device, such as `Firefox on Windows`, in the reader's language. Names of products stay. */
export function useDeviceWords(): (device: string) => string {
  const { t } = useTranslation('account');
  return (device) => {
    if (device === 'Unknown device') return t('device.unknown');
    const [, program, system] = /^(.+) on (.+)$/.exec(device) ?? [];
    return program && system ? t('device.onSystem', { program, system }) : device;
  };
}
