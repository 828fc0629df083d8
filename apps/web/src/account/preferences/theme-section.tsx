import { useTranslation } from 'react-i18next';
import { chooseTheme, themes, useTheme } from '../../theme/theme';
import { Section } from '../frame/section';
import { RadioGroup } from './radio-group';

export function ThemeSection() {
  const { t } = useTranslation(['account', 'common']);
  const theme = useTheme();
  return (
    <Section title={t('preferences.theme')} lead={t('preferences.themeLead')}>
      <RadioGroup
        name="theme"
        legend={t('preferences.theme')}
        value={theme}
        options={themes.map((value) => ({ value, label: t(`common:theme.${value}`) }))}
        onChoose={chooseTheme}
      />
    </Section>
  );
}
