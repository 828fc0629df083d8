import type { EffectiveMfaPolicy } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { kinds } from './policy-values';

/** Each value in words. */
export function useEffectiveWords(): (name: keyof EffectiveMfaPolicy, effective: EffectiveMfaPolicy) => string {
  const { t, i18n } = useTranslation('organization');
  // A day of a policy begins at midnight UTC: it is the same day for everybody.
  const day = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'long', timeZone: 'UTC' });
  const list = new Intl.ListFormat(i18n.language);
  return (name, effective) => {
    switch (name) {
      case 'mfa':
        return t(`policy.${effective.mfa.value}`);
      case 'requiredFrom':
      case 'deadline': {
        const { value } = effective[name];
        return value === null ? t('policy.never') : day.format(new Date(value));
      }
      case 'maxPostponements': {
        const { value } = effective.maxPostponements;
        return value === null ? t('policy.noLimit') : t('policy.times', { count: value });
      }
      case 'allowedFactors':
        return list.format(
          kinds.filter((kind) => effective.allowedFactors.value.includes(kind)).map((kind) => t(`kinds.${kind}`)),
        );
      case 'leastAal':
        return t(`policy.${effective.leastAal.value}`);
      case 'rememberDeviceDays':
        return t('policy.days', { count: effective.rememberDeviceDays.value });
    }
  };
}
