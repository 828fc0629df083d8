import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './page-title.module.css';

interface Props {
  children: string;
  /** Stands below the title and belongs to it. */
  lead?: ReactNode;
}

let first = true;

/**
 * The one `h1` of a page or a step: names the document too. What follows a step or a link is read out from here, unless a
 * field below takes the focus; a page that has just been loaded is read from its beginning by itself.
 */
export function PageTitle({ children, lead }: Props) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = t('pageTitle', { page: children });
  }, [children, t]);
  useEffect(() => {
    if (!first) heading.current?.focus({ preventScroll: true });
    first = false;
  }, []);
  return (
    <div className={styles['title']}>
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
      {lead !== undefined && lead !== false && <div className={styles['lead']}>{lead}</div>}
    </div>
  );
}
