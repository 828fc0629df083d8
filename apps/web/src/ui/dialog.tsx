import { Dialog as BaseDialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import styles from './dialog.module.css';

interface Props {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  /** The buttons. */
  actions: ReactNode;
  children?: ReactNode;
}

/** Asks before something that cannot be taken back. Escape and a click beside it mean no. */
export function Dialog({ open, onClose, title, description, actions, children }: Props) {
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles['backdrop']} />
        <BaseDialog.Popup className={styles['dialog']}>
          <BaseDialog.Title className={styles['title']}>{title}</BaseDialog.Title>
          {description !== undefined && <BaseDialog.Description>{description}</BaseDialog.Description>}
          {children}
          <div className={styles['actions']}>{actions}</div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}
