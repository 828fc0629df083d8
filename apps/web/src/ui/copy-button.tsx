import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button';
import styles from './copy-button.module.css';
import { Icon } from './icon';

interface Props {
  text: string;
  /** What it is called where the words on it, which this begins with, do not say what is copied. */
  name?: string;
  children: ReactNode;
}

/** What it copies stands beside it, for browsers that do not let pages write to the clipboard. */
export function CopyButton({ text, name, children }: Props) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<'copied' | 'notCopied'>();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('copied');
    } catch {
      setSaid('notCopied');
    }
  };
  return (
    <div className={styles['copy']}>
      <Button look="quiet" aria-label={name} onClick={() => void copy()}>
        <Icon name={said === 'copied' ? 'check' : 'copy'} />
        {children}
      </Button>
      <span role="status">{said && t(said)}</span>
    </div>
  );
}
