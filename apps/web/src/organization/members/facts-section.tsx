import type { MemberView } from '@postern/contracts';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../account/dates';
import { Section } from '../../account/frame/section';
import styles from './member.module.css';

export function FactsSection({ member }: { member: MemberView }) {
  const { t } = useTranslation('members');
  const { ago, date } = useDates();
  const { username, email, emailVerified, role, state, joinedAt, lastSignInAt } = member;
  return (
    <Section title={t('member.facts')}>
      <dl className={styles['facts']}>
        <Fact name={t('member.username')}>{username}</Fact>
        <Fact name={t('member.email')}>
          {`${email} (${t(emailVerified ? 'member.verified' : 'member.notVerified')})`}
        </Fact>
        <Fact name={t('role')}>{t(`roles.${role}`)}</Fact>
        <Fact name={t('member.state')}>{t(`states.${state}`)}</Fact>
        <Fact name={t('member.joined')}>{date(joinedAt)}</Fact>
        <Fact name={t('member.lastSignIn')}>{lastSignInAt === null ? t('member.never') : ago(lastSignInAt)}</Fact>
      </dl>
    </Section>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
