import { useTranslation } from 'react-i18next';
import { chooseTheme, useTheme } from '../../theme/theme';
import { Section } from '../frame/section';
import { RadioGroup } from './radio-group';

const themes = ['light', 'dark'] as const;

export function ThemeSection() {
  const { t } = useTranslation('account');
  const theme = useTheme();
  return (
    <Section title={t('preferences.theme')} lead={t('preferences.themeLead')}>
      <RadioGroup
        name="theme"
        legend={t('preferences.theme')}
        value={theme}
        options={themes.map((value) => ({ value, label: t(`preferences.themes.${value}`) }))}
        onChoose={chooseTheme}
      />
    </Section>
  );
}
