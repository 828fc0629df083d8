import type { ReactNode } from 'react';
import styles from './items.module.css';

export const Items = ({ children }: { children: ReactNode }) => <ul className={styles['items']}>{children}</ul>;

interface Props {
  icon: ReactNode;
  title: ReactNode;
  /** A word that sets it apart from the others. */
  badge?: ReactNode;
  /** What more there is to know, the most important first. */
  details?: readonly (string | null | undefined)[];
  /** Buttons. */
  actions?: ReactNode;
  children?: ReactNode;
}

/** One device, session or method in a list. */
export const Item = ({ icon, title, badge, details = [], actions, children }: Props) => (
  <li className={styles['item']}>
    <span className={styles['icon']}>{icon}</span>
    <div className={styles['words']}>
      <p className={styles['title']}>
        <span>{title}</span> {badge !== undefined && <span className={styles['badge']}>{badge}</span>}
      </p>
      {details
        .filter((detail) => detail)
        .map((detail) => (
          <p key={detail} className={styles['detail']}>
            {detail}
          </p>
        ))}
    </div>
    {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
    {children !== undefined && <div className={styles['below']}>{children}</div>}
  </li>
);
