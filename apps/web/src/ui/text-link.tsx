import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import styles from './text-link.module.css';

/** A link to another page of ours. */
export const TextLink = createLink(({ children, ...rest }: ComponentProps<'a'>) => (
  <a {...rest} className={styles['link']}>
    {children}
  </a>
));

/** A link that leaves this site: the new page learns nothing of this one. */
export const OutsideLink = ({ children, ...rest }: ComponentProps<'a'>) => (
  <a {...rest} className={styles['link']} target="_blank" rel="noreferrer">
    {children}
  </a>
);
