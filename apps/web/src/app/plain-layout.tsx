import type { ReactNode } from 'react';
import { PageHeader } from './page-header';
import styles from './plain-layout.module.css';

/** One column of text with the product's name above it. */
export function PlainLayout({ children }: { children: ReactNode }) {
  return (
    <div className={styles['page']}>
      <PageHeader />
      <main className={styles['main']}>{children}</main>
    </div>
  );
}
