import type { EnrollableKind } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { passkeysWorkHere } from '../passkeys/passkey-refused';
import type { Pending } from '../ui/held';
import { Icon } from '../ui/icon';
import { byStrength, factorIcons } from './factor-words';
import styles from './flow.module.css';

interface Props {
  kinds: readonly EnrollableKind[];
  pending: Pending;
  onChoose: (kind: EnrollableKind) => void;
}

/** Each kind with what it is good for and what it is not. */
export function FactorChoice({ kinds, pending, onChoose }: Props) {
  const { t } = useTranslation('flow');
  const offered = byStrength(kinds).filter((kind) => kind !== 'webauthn' || passkeysWorkHere());
  return (
    <ul className={styles['options']}>
      {offered.map((kind) => (
        <li key={kind}>
          <button
            type="button"
            className={styles['option']}
            aria-disabled={pending !== false || undefined}
            onClick={() => pending === false && onChoose(kind)}
          >
            <Icon name={factorIcons[kind]} size={26} />
            <span>
              <strong>
                {t(`kinds.${kind}.name`)}
                {kind === 'webauthn' && <span className={styles['badge']}>{t('enrollFactor.strongest')}</span>}
              </strong>
              <small>{t(`kinds.${kind}.note`)}</small>
            </span>
            <Icon name="arrow" />
          </button>
        </li>
      ))}
    </ul>
  );
}
