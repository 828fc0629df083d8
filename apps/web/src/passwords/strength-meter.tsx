import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '../ui/class-names';
import { flawsOf } from './flaws';
import styles from './strength-meter.module.css';

interface Props {
  password: string;
  ownWords: readonly string[];
  /** The server has said what is wrong with it. */
  refused: boolean;
}

const levels = ['weak', 'weak', 'fair', 'good', 'strong'] as const;

/** Its word lists are large, so they are loaded when somebody begins to type; nothing waits for them. */
export function StrengthMeter({ password, ownWords, refused }: Props) {
  const { t } = useTranslation();
  const typed = useDeferredValue(password);
  const { data: meter } = useQuery({
    queryKey: ['strength-meter'],
    queryFn: () => import('./strength'),
    enabled: password !== '',
    staleTime: Infinity,
    retry: false,
  });
  const words = ownWords.join('\n');
  const { flaws, level } = useMemo(() => {
    const own = words.split('\n');
    const found = flawsOf(typed, own);
    const score = found.length > 0 ? 0 : meter?.strengthOf(typed, own);
    return { flaws: found, level: score === undefined ? undefined : (levels[score] ?? 'weak') };
  }, [typed, words, meter]);
  if (typed === '') return null;
  return (
    <div className={styles['meter']}>
      <div aria-hidden="true" className={classNames(styles['bar'], level && styles[level])} />
      <div role="status" className={styles['words']}>
        {level && <p>{t(`newPassword.${level}`)}</p>}
        {!refused && flaws.map((flaw) => <p key={flaw}>{t(`newPassword.${flaw}`)}</p>)}
      </div>
    </div>
  );
}
