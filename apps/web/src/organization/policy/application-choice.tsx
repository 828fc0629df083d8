import { useTranslation } from 'react-i18next';
import { Actions, Said, Section } from '../../account/frame/section';
import { isProblem } from '../../api/problem';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { TextField } from '../../ui/text-field';
import { fieldProblem } from './field-problem';

interface Props {
  chosen: string;
  problem: unknown;
  onChoose: (application: string) => void;
}

/** An application may ask for more than the account itself does: what holds can be seen for each. */
export function ApplicationChoice({ chosen, problem, onChoose }: Props) {
  const { t } = useTranslation('organization');
  const refused = isProblem(problem, 'application.unknown') ? fieldProblem(problem, 'application') : problem;
  return (
    <Section title={t('policy.application')} lead={t('policy.applicationLead')}>
      <Form<{ application: string }>
        fields={['application']}
        problem={chosen === '' ? null : refused}
        onSubmit={({ application }) => onChoose(application.trim())}
      >
        <TextField
          name="application"
          label={t('policy.applicationLabel')}
          hint={t('policy.applicationHint')}
          maxLength={64}
          autoComplete="off"
          autoCapitalize="none"
        />
        <Actions>
          <Button type="submit" look="secondary">
            {t('policy.applicationShow')}
          </Button>
          <Said>{chosen !== '' && !problem && t('policy.applicationShown', { application: chosen })}</Said>
        </Actions>
      </Form>
    </Section>
  );
}
