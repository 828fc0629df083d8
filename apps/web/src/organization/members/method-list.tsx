import type { MemberFactors } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../account/dates';
import { AccountIcon } from '../../account/frame/account-icon';
import { Item, Items } from '../../account/frame/items';

/** As the help desk sees them: enough to know which is meant, and no more. */
export function MethodList({ methods: { factors, verifiedAddress } }: { methods: MemberFactors }) {
  const { t } = useTranslation('members');
  const { ago, date } = useDates();
  const used = (at: string | null) => (at === null ? t('methods.neverUsed') : t('methods.lastUsed', { ago: ago(at) }));
  return (
    <>
      {factors.length === 0 ? (
        <p>{t('methods.none')}</p>
      ) : (
        <Items>
          {factors.map(({ id, kind, label, destination, activatedAt, lastUsedAt, disabled, codesLeft }) => (
            <Item
              key={id}
              icon={<AccountIcon name={kind === 'recovery_code' ? 'key' : 'shield'} />}
              title={label || t(`methods.kinds.${kind}`)}
              badge={disabled ? t('methods.disabled') : undefined}
              details={[
                [label && t(`methods.kinds.${kind}`), destination].filter(Boolean).join(' · '),
                [
                  codesLeft === undefined ? used(lastUsedAt) : t('methods.codesLeft', { count: codesLeft }),
                  activatedAt && t('methods.added', { date: date(activatedAt) }),
                ]
                  .filter(Boolean)
                  .join(' · '),
              ]}
            />
          ))}
        </Items>
      )}
      <p>
        {verifiedAddress === null
          ? t('methods.noVerifiedAddress')
          : t('methods.verifiedAddress', { address: verifiedAddress })}
      </p>
    </>
  );
}
