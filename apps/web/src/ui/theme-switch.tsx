import { useTranslation } from 'react-i18next';
import { chooseTheme, themes, useTheme, type Theme } from '../theme/theme';
import { Icon, type IconName } from './icon';
import styles from './switches.module.css';

const icons: Record<Theme, IconName> = { device: 'contrast', light: 'sun', dark: 'moon' };

/** A list of the browser's own, seen as the icon of what is chosen: there is little room in the header of a phone. */
export function ThemeSwitch() {
  const { t } = useTranslation();
  const theme = useTheme();
  return (
    <label className={styles['theme']} title={t('theme.label')}>
      <Icon name={icons[theme]} />
      <select aria-label={t('theme.label')} value={theme} onChange={({ target }) => chooseTheme(target.value as Theme)}>
        {themes.map((value) => (
          <option key={value} value={value}>
            {t(`theme.${value}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
