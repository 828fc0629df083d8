import type { EffectiveMfaPolicy } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import styles from './policy.module.css';
import { useEffectiveWords } from './use-effective-words';

interface Props {
  name: keyof EffectiveMfaPolicy;
  effective: EffectiveMfaPolicy;
}

/** What holds in the end, and who asks for exactly this. */
export function Effective({ name, effective }: Props) {
  const { t } = useTranslation('organization');
  const words = useEffectiveWords();
  const sources = effective[name].from.map((from) => t(`policy.scopes.${from.scope}`, { name: from.name ?? '' }));
  return (
    <p className={styles['effective']}>
      <span>{t('policy.holds')}</span> <strong>{words(name, effective)}</strong>{' '}
      <span>{sources.length === 0 ? t('policy.fromNobody') : sources.join(' · ')}</span>
    </p>
  );
}
