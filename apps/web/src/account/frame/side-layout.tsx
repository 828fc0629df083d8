import type { ReactNode } from 'react';
import { PageHeader } from '../../app/page-header';
import styles from './account-layout.module.css';
import { SignOut } from './sign-out';

interface Props {
  /** What the links beside the pages are, for screen readers. */
  label: string;
  /** Whose pages these are. */
  name: string;
  detail: string;
  links: ReactNode;
  children: ReactNode;
}

/** Pages that belong together, with the ways between them at their side. */
export function SideLayout({ label, name, detail, links, children }: Props) {
  return (
    <div className={styles['page']}>
      <PageHeader />
      <div className={styles['columns']}>
        <nav className={styles['side']} aria-label={label}>
          <div className={styles['person']}>
            <strong>{name}</strong>
            <small>{detail}</small>
          </div>
          {links}
          <SignOut />
        </nav>
        <main className={styles['main']}>{children}</main>
      </div>
    </div>
  );
}
