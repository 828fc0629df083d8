import { useId, useRef, type ReactNode } from 'react';
import styles from './section.module.css';
import { useKeptFocus } from './use-kept-focus';

interface Props {
  title: string;
  /** Why it is here, in a sentence. */
  lead?: ReactNode;
  children: ReactNode;
}

/** A part of a page about one thing. */
export function Section({ title, lead, children }: Props) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const part = useKeptFocus<HTMLElement>(heading);
  return (
    <section ref={part} className={styles['section']} aria-labelledby={id}>
      <div className={styles['head']}>
        <h2 ref={heading} id={id} tabIndex={-1}>
          {title}
        </h2>
        {lead !== undefined && <p className={styles['lead']}>{lead}</p>}
      </div>
      {children}
    </section>
  );
}

/** Buttons at the end of a part. */
export const Actions = ({ children }: { children: ReactNode }) => <div className={styles['actions']}>{children}</div>;

/** Fields that belong beside each other where there is room. */
export const Pair = ({ children }: { children: ReactNode }) => <div className={styles['pair']}>{children}</div>;

/** Says that something worked, to everybody; there from the beginning, so that screen readers notice the change. */
export const Said = ({ children }: { children: ReactNode }) => (
  <p role="status" className={styles['said']}>
    {children}
  </p>
);
