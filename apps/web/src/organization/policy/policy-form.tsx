import type { EffectiveMfaPolicy, MfaPolicy } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Actions, Said } from '../../account/frame/section';
import { isProblem } from '../../api/problem';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { SelectField } from '../../ui/select-field';
import { TextField } from '../../ui/text-field';
import { Effective } from './effective';
import { fieldProblem } from './field-problem';
import { KindsField } from './kinds-field';
import styles from './policy.module.css';
import { kindField, kinds, policyFields, type PolicyForm as Values } from './policy-values';
import type { PolicyChange } from './use-change-policy';

interface Props {
  /** What stands in the fields at first. */
  values: Values;
  /** Revision of the policy that somebody else has saved since: shown, it may be replaced. */
  newer: number | undefined;
  /** What that policy says. */
  news: Partial<MfaPolicy>;
  effective: EffectiveMfaPolicy;
  change: PolicyChange;
  onTouch: () => void;
}

/** Every value: the organization's own, and beside it what holds. */
export function PolicyForm({ values, newer, news, effective, change, onTouch }: Props) {
  const { t } = useTranslation('organization');
  const refused = isProblem(change.problem, 'policy.refused')
    ? fieldProblem(change.problem, kindField(kinds[0] ?? 'webauthn'))
    : change.problem;
  const days = { type: 'number', min: 0, step: 1, inputMode: 'numeric', autoComplete: 'off' } as const;
  return (
    <Form<Values> fields={policyFields} problem={refused} onSubmit={change.run} onChange={onTouch}>
      <input type="hidden" name="revision" value={newer ?? values.revision} />
      <div className={styles['value']}>
        <SelectField
          name="mfa"
          label={t('policy.mfa')}
          hint={t('policy.mfaHint')}
          defaultValue={values.mfa}
          options={[
            { value: '', label: t('policy.nothing') },
            { value: 'offered', label: t('policy.offered') },
            { value: 'required', label: t('policy.required') },
          ]}
        />
        <Effective name="mfa" effective={effective} news={news} />
      </div>
      <div className={styles['value']}>
        <TextField
          name="requiredFrom"
          type="date"
          label={t('policy.requiredFrom')}
          hint={t('policy.requiredFromHint')}
          defaultValue={values.requiredFrom}
        />
        <Effective name="requiredFrom" effective={effective} news={news} />
      </div>
      <div className={styles['value']}>
        <TextField
          name="deadline"
          type="date"
          label={t('policy.deadline')}
          hint={t('policy.deadlineHint')}
          defaultValue={values.deadline}
        />
        <Effective name="deadline" effective={effective} news={news} />
      </div>
      <div className={styles['value']}>
        <TextField
          {...days}
          name="maxPostponements"
          max={1000}
          label={t('policy.maxPostponements')}
          hint={t('policy.maxPostponementsHint')}
          defaultValue={values.maxPostponements}
        />
        <Effective name="maxPostponements" effective={effective} news={news} />
      </div>
      <div className={styles['value']}>
        <KindsField values={values} />
        <Effective name="allowedFactors" effective={effective} news={news} />
      </div>
      <div className={styles['value']}>
        <SelectField
          name="leastAal"
          label={t('policy.leastAal')}
          hint={t('policy.leastAalHint')}
          defaultValue={values.leastAal}
          options={[
            { value: '', label: t('policy.nothing') },
            { value: 'aal1', label: t('policy.aal1') },
            { value: 'aal2', label: t('policy.aal2') },
          ]}
        />
        <Effective name="leastAal" effective={effective} news={news} />
      </div>
      <div className={styles['value']}>
        <TextField
          {...days}
          name="rememberDeviceDays"
          max={365}
          label={t('policy.rememberDeviceDays')}
          hint={t('policy.rememberDeviceDaysHint')}
          defaultValue={values.rememberDeviceDays}
        />
        <Effective name="rememberDeviceDays" effective={effective} news={news} />
      </div>
      <Actions>
        <Button type="submit" pending={change.pending}>
          {t(newer === undefined ? 'policy.save' : 'policy.replaceNewer')}
        </Button>
        <Said>{change.saved && t('saved')}</Said>
      </Actions>
    </Form>
  );
}
