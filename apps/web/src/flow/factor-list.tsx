import type { EnrollableKind, FactorView } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button';
import { Icon } from '../ui/icon';
import { factorDetail, factorIcons } from './factor-words';
import styles from './flow.module.css';

interface Props {
  factors: readonly FactorView[];
  allowed: readonly EnrollableKind[];
  mustKeepOne: boolean;
  pending: boolean;
  onChange: (factor: FactorView) => void;
  onRemove: (factor: FactorView) => void;
}

/** Removing asks once more, in the place where the button was. */
export function FactorList({ factors, allowed, mustKeepOne, pending, onChange, onRemove }: Props) {
  const { t } = useTranslation('flow');
  const [asking, setAsking] = useState<string>();
  const proving = factors.filter(({ kind }) => kind !== 'recovery_code');
  const mayRemove = ({ kind }: FactorView) => kind !== 'recovery_code' && !(mustKeepOne && proving.length < 2);
  return (
    <ul className={styles['factors']}>
      {factors.map((factor) => {
        const name = `${t(`kinds.${factor.kind}.name`)} ${factorDetail(factor)}`;
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
            {asking === factor.id ? (
              <>
                <Button look="danger" pending={pending} onClick={() => onRemove(factor)}>
                  {t('manage.removeNow')}
                </Button>
                <Button look="quiet" onClick={() => setAsking(undefined)}>
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
                    look="quiet"
                    aria-label={t('manage.removeThis', { name })}
                    onClick={() => setAsking(factor.id)}
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
