import type { MfaAdoption } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Section } from '../../account/frame/section';
import { useNumbers } from '../paging/use-numbers';
import { kinds } from '../policy/policy-values';
import { reasons } from './adoption-data';
import styles from './adoption.module.css';
import { Bars } from './bars';

/** The figures: how many, by which method, and why others have none. */
export function AdoptionSummary({ adoption: { members, enrolled, byKind, notEnrolled } }: { adoption: MfaAdoption }) {
  const { t, i18n } = useTranslation('organization');
  const number = useNumbers();
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent' });
  return (
    <>
      <Section title={t('adoption.enrolled')}>
        <p className={styles['share']}>
          <strong>{percent.format(members === 0 ? 0 : enrolled / members)}</strong>
          <span>{t('adoption.share', { count: members, enrolled: number(enrolled), members: number(members) })}</span>
        </p>
        <Bars
          caption={t('adoption.byKind')}
          heading={t('adoption.method')}
          of={members}
          rows={kinds.map((kind) => ({ name: kind, words: t(`kinds.${kind}`), count: byKind[kind] ?? 0 }))}
        />
      </Section>
      <Section title={t('adoption.notEnrolled')} lead={t('adoption.notEnrolledLead')}>
        <Bars
          caption={t('adoption.notEnrolled')}
          heading={t('adoption.reason')}
          of={members}
          rows={reasons.map((reason) => ({
            name: reason,
            words: t(`standings.${reason}`),
            detail: t(`adoption.why.${reason}`),
            count: notEnrolled[reason],
          }))}
        />
      </Section>
    </>
  );
}
