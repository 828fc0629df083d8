import type { AccountView, Locale } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request';
import { useAction } from '../../api/use-action';
import { chooseLanguage } from '../../i18n/i18n';
import { languageNames, languages } from '../../i18n/languages';
import { ProblemNotice } from '../../ui/problem-notice';
import { takeAccount, useAccount } from '../account-data';
import { Said, Section } from '../frame/section';
import { useSaved } from '../use-saved';
import { RadioGroup } from './radio-group';

const options = languages.map((language) => ({ value: language, label: languageNames[language], lang: language }));

/** The language of messages, and of this page with it. */
export function LanguageSection() {
  const { t } = useTranslation('account');
  const { locale } = useAccount();
  const [saved, setSaved] = useSaved();
  const change = useAction((chosen: Locale) => request<AccountView>('PATCH', '/v1/account', { locale: chosen }), {
    onDone: async (account) => {
      takeAccount(account);
      await chooseLanguage(account.locale);
      setSaved();
    },
  });
  return (
    <Section title={t('preferences.language')} lead={t('preferences.languageLead')}>
      <ProblemNotice problem={change.problem} />
      <RadioGroup
        name="locale"
        legend={t('preferences.language')}
        value={locale}
        options={options}
        onChoose={change.run}
      />
      <Said>{saved && t('saved')}</Said>
    </Section>
  );
}
