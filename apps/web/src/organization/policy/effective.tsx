import type { EffectiveMfaPolicy, MfaPolicy } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import styles from './policy.module.css';
import { useEffectiveWords } from './use-effective-words';

interface Props {
  name: keyof EffectiveMfaPolicy;
  effective: EffectiveMfaPolicy;
  /** What the organization asks for by now, where that is something else than what was read. */
  news: Partial<MfaPolicy>;
}

/** What holds in the end, and who asks for exactly this. */
export function Effective({ name, effective, news }: Props) {
  const { t } = useTranslation('organization');
  const words = useEffectiveWords();
  const sources = effective[name].from.map((from) => t(`policy.scopes.${from.scope}`, { name: from.name ?? '' }));
  const value = news[name];
  const own = { ...effective, [name]: { value, from: [] } } as EffectiveMfaPolicy;
  return (
    <div className={styles['effective']}>
      <p>
        <span>{t('policy.holds')}</span> <strong>{words(name, effective)}</strong>{' '}
        <span>{sources.length === 0 ? t('policy.fromNobody') : sources.join(' · ')}</span>
      </p>
      {value !== undefined && (
        <p>
          <span>{t('policy.newerValue')}</span>{' '}
          <strong>{value === null ? t('policy.nothing') : words(name, own)}</strong>
        </p>
      )}
    </div>
  );
}
