import type { FactorList } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { ProblemNotice } from '../../ui/problem-notice';
import { useAccountData } from '../account-data';
import { useDates } from '../dates';
import { Items } from '../frame/items';
import { Loaded } from '../frame/loaded';
import { Actions, Section } from '../frame/section';
import { MethodItem } from './method-item';
import { useFactorChanges } from './use-factor-changes';

/** The second step's methods, and apart from them passkeys, which are a way in by themselves. */
export function MethodsSections() {
  const { t } = useTranslation('account');
  const query = useAccountData<FactorList>('/factors');
  return (
    <>
      <Section title={t('security.methods')} lead={t('security.methodsLead')}>
        <Loaded query={query}>{(list) => <Methods list={list} />}</Loaded>
      </Section>
      <Section title={t('security.passkeys')} lead={t('security.passkeysLead')}>
        <Loaded query={query}>{({ factors }) => <Passkeys factors={factors} />}</Loaded>
      </Section>
    </>
  );
}

function Methods({ list: { factors, verifiedAddress, resetAt } }: { list: FactorList }) {
  const { t } = useTranslation('account');
  const { date } = useDates();
  const changes = useFactorChanges('factor-changes');
  const methods = factors.filter(({ kind }) => kind !== 'recovery_code' && kind !== 'webauthn');
  return (
    <>
      {resetAt !== null && (
        <Notice look="warning" title={t('security.resetWaits', { date: date(resetAt) })}>
          <p>{t('security.resetWaitsDetail')}</p>
        </Notice>
      )}
      <ProblemNotice problem={changes.problem} />
      {methods.length === 0 ? (
        <p>{t('security.noMethods')}</p>
      ) : (
        <Items>
          {methods.map((factor) => (
            <MethodItem key={factor.id} factor={factor} />
          ))}
        </Items>
      )}
      {verifiedAddress !== null && <p>{t('security.verifiedAddress', { address: verifiedAddress })}</p>}
      <Actions>
        <Button look="secondary" pending={changes.pending} onClick={() => changes.run(undefined)}>
          {t(factors.length === 0 ? 'security.addMethod' : 'security.manageMethods')}
        </Button>
      </Actions>
    </>
  );
}

function Passkeys({ factors }: Pick<FactorList, 'factors'>) {
  const { t } = useTranslation('account');
  const changes = useFactorChanges('passkey-changes');
  const passkeys = factors.filter(({ kind }) => kind === 'webauthn');
  return (
    <>
      <ProblemNotice problem={changes.problem} />
      {passkeys.length === 0 ? (
        <p>{t('security.noPasskeys')}</p>
      ) : (
        <Items>
          {passkeys.map((factor) => (
            <MethodItem key={factor.id} factor={factor} />
          ))}
        </Items>
      )}
      <Actions>
        <Button look="secondary" pending={changes.pending} onClick={() => changes.run(undefined)}>
          {t(passkeys.length === 0 ? 'security.addPasskey' : 'security.managePasskeys')}
        </Button>
      </Actions>
    </>
  );
}
