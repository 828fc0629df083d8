import type { EnrollableKind, FactorView } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button';
import type { Pending } from '../ui/held';
import { Icon } from '../ui/icon';
import { factorDetail, factorIcons } from './factor-words';
import styles from './flow.module.css';

interface Props {
  factors: readonly FactorView[];
  allowed: readonly EnrollableKind[];
  mustKeepOne: boolean;
  pending: Pending;
  onChange: (factor: FactorView) => void;
  onRemove: (factor: FactorView) => void;
}

const takeFocus = (button: HTMLButtonElement | null): void => button?.focus();

/** Removing asks once more, in the place where the button was. */
export function FactorList({ factors, allowed, mustKeepOne, pending, onChange, onRemove }: Props) {
  const { t } = useTranslation('flow');
  const [asking, setAsking] = useState<{ about?: string; kept?: string }>({});
  const proving = factors.filter(({ kind }) => kind !== 'recovery_code');
  const mayRemove = ({ kind }: FactorView) => kind !== 'recovery_code' && !(mustKeepOne && proving.length < 2);
  return (
    <ul className={styles['factors']}>
      {factors.map((factor) => {
        const name = `${t(`kinds.${factor.kind}.name`)} ${factorDetail(factor)}`.trim();
        return (
          <li key={factor.id} className={styles['factor']}>
            <Icon name={factorIcons[factor.kind]} size={24} />
            <div>
              <strong>{t(`kinds.${factor.kind}.name`)}</strong>
              <small>
                {factor.codesLeft === undefined
                  ? factorDetail(factor)
                  : t('otherWays.codesLeft', { count: factor.codesLeft })}
              </small>
            </div>
            {asking.about === factor.id ? (
              <>
                <Button key="remove" look="danger" pending={pending} onClick={() => onRemove(factor)}>
                  {t('manage.removeNow')}
                </Button>
                {/* The answer that loses nothing is the one that Enter gives. */}
                <Button key="keep" look="quiet" ref={takeFocus} onClick={() => setAsking({ kept: factor.id })}>
                  {t('manage.keep')}
                </Button>
              </>
            ) : (
              <>
                {allowed.some((kind) => kind === factor.kind) && (
                  <Button
                    look="quiet"
                    pending={pending}
                    aria-label={t('manage.changeThis', { name })}
                    onClick={() => onChange(factor)}
                  >
                    {t('manage.change')}
                  </Button>
                )}
                {mayRemove(factor) && (
                  <Button
                    key="ask"
                    look="quiet"
                    ref={asking.kept === factor.id ? takeFocus : undefined}
                    aria-label={t('manage.removeThis', { name })}
                    onClick={() => setAsking({ about: factor.id })}
                  >
                    {t('manage.remove')}
                  </Button>
                )}
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
