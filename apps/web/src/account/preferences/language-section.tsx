import type { Locale } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../i18n/i18n';
import { languageNames, languages } from '../../i18n/languages';
import { ProblemNotice } from '../../ui/problem-notice';
import { useAccount } from '../account-data';
import { Said, Section } from '../frame/section';
import { RadioGroup } from './radio-group';
import { useChoice } from './use-choice';

const options = languages.map((language) => ({ value: language, label: languageNames[language], lang: language }));

/** The language of messages, and of this page with it. */
export function LanguageSection() {
  const { t } = useTranslation('account');
  const { locale } = useAccount();
  const language = useChoice(
    'locale',
    locale,
    (chosen: Locale) => ({ locale: chosen }),
    (account) => chooseLanguage(account.locale),
  );
  return (
    <Section title={t('preferences.language')} lead={t('preferences.languageLead')}>
      <ProblemNotice problem={language.problem} />
      <RadioGroup
        name="locale"
        legend={t('preferences.language')}
        value={language.shown}
        options={options}
        onChoose={language.choose}
      />
      <Said>{language.saved && t('saved')}</Said>
    </Section>
  );
}
