import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFieldError } from '../ui/form-errors';
import { PasswordField } from '../ui/password-field';
import { StrengthMeter } from './strength-meter';

interface Props {
  name: string;
  label: ReactNode;
  /** Names and addresses of the person, which a password should have nothing of. */
  ownWords: readonly string[];
  takesFocus?: boolean;
}

/** A password to be chosen: says how good it is while it is typed; the server has the last word. */
export function NewPasswordField({ ownWords, ...field }: Props) {
  const { t } = useTranslation();
  const refused = useFieldError(field.name) !== undefined;
  const [password, setPassword] = useState('');
  return (
    <div>
      <PasswordField
        {...field}
        autoComplete="new-password"
        required
        hint={t('newPassword.hint')}
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      <StrengthMeter password={password} ownWords={ownWords} refused={refused} />
    </div>
  );
}
