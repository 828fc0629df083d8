import { useTranslation } from 'react-i18next';
import { chooseTheme, useTheme } from '../theme/theme';
import { Icon } from './icon';
import styles from './switches.module.css';

export function ThemeSwitch() {
  const { t } = useTranslation();
  const other = useTheme() === 'dark' ? 'light' : 'dark';
  return (
    <button
      type="button"
      className={styles['switch']}
      aria-label={t(`theme.${other}`)}
      title={t(`theme.${other}`)}
      onClick={() => chooseTheme(other)}
    >
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
    </button>
  );
}
