import type { FactorView } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/request';
import { factorIcons, ownName } from '../../flow/factor-words';
import { Button } from '../../ui/button';
import { Form } from '../../ui/form';
import { Icon } from '../../ui/icon';
import { TextField } from '../../ui/text-field';
import { rereadAccountData } from '../account-data';
import { useDates } from '../dates';
import { Item } from '../frame/items';
import { Actions } from '../frame/section';
import { useReturnedFocus } from '../frame/use-kept-focus';
import { useProtectedAction } from '../use-protected-action';

interface NameForm {
  label: string;
}

/** A method, and the name that its person gives it. */
export function MethodItem({ factor }: { factor: FactorView }) {
  const { t } = useTranslation('account');
  const { ago } = useDates();
  const rename = useProtectedAction(
    `rename ${factor.id}`,
    ({ label }: NameForm) => request('PATCH', `/v1/account/factors/${factor.id}`, { label: label.trim() }),
    {
      onDone: async () => {
        await rereadAccountData('/factors');
        setRenaming(false);
      },
    },
  );
  const [renaming, setRenaming] = useState(rename.kept !== undefined);
  const opener = useReturnedFocus<HTMLButtonElement>(renaming);
  const kind = t(`security.kinds.${factor.kind}`);
  const used = factor.lastUsedAt === null ? t('neverUsed') : t('lastUsed', { ago: ago(factor.lastUsedAt) });
  const own = ownName(factor);
  const name = own ?? kind;
  return (
    <Item
      icon={<Icon name={factorIcons[factor.kind]} />}
      title={name}
      details={[[own && kind, factor.destination].filter(Boolean).join(' · '), used]}
      actions={
        renaming ? undefined : (
          <Button
            ref={opener}
            look="quiet"
            aria-label={t('security.renameThis', { name })}
            onClick={() => setRenaming(true)}
          >
            {t('security.rename')}
          </Button>
        )
      }
    >
      {renaming && (
        <Form<NameForm> name={`rename ${factor.id}`} fields={['label']} problem={rename.problem} onSubmit={rename.run}>
          <TextField
            name="label"
            label={t('security.newName')}
            required
            maxLength={64}
            takesFocus
            defaultValue={rename.kept?.label ?? own}
          />
          <Actions>
            <Button type="submit" look="secondary" pending={rename.pending}>
              {t('save')}
            </Button>
            <Button look="quiet" onClick={() => setRenaming(false)}>
              {t('cancel')}
            </Button>
          </Actions>
        </Form>
      )}
    </Item>
  );
}
