import type { Locale } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../i18n/i18n';
import { languageNames, languages } from '../i18n/languages';
import { Icon } from './icon';
import styles from './switches.module.css';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <label className={styles['language']}>
      <Icon name="globe" />
      <span className={styles['hidden']}>{t('language')}</span>
      <select value={i18n.language} onChange={({ target }) => void chooseLanguage(target.value as Locale)}>
        {languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {languageNames[language]}
          </option>
        ))}
      </select>
    </label>
  );
}
