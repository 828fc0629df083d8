import type { ReactNode } from 'react';
import { PageHeader } from '../app/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { useApplication } from './application';
import styles from './auth-layout.module.css';
import { BrandPanel } from './brand-panel';

interface Props {
  /** Slug of the application that it is for. */
  application?: string | undefined;
  children: ReactNode;
}

/** A card for one thing at a time, beside the panel of the application that it is for. */
export function AuthLayout({ application: slug, children }: Props) {
  const { application, problem } = useApplication(slug);
  return (
    <div className={styles['page']}>
      <PageHeader name={application?.name} logo={application?.branding.logo} />
      <div className={styles['columns']}>
        <main className={styles['card']}>
          <ProblemNotice problem={problem} />
          {children}
        </main>
        <BrandPanel application={application} />
      </div>
    </div>
  );
}
