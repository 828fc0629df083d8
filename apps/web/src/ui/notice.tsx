import { useEffect, useRef, type ReactNode } from 'react';
import { classNames } from './class-names';
import { Icon } from './icon';
import styles from './notice.module.css';

interface Props {
  look?: 'info' | 'error' | 'success' | 'warning';
  title?: ReactNode;
  children?: ReactNode;
  /** What went wrong just now: takes the focus, so that nobody misses it. */
  takesFocus?: boolean;
}

const icons = { info: 'info', error: 'alert', success: 'check', warning: 'alert' } as const;

/** Something that the person should know; errors interrupt, the rest waits for its turn to be read out. */
export function Notice({ look = 'info', title, children, takesFocus = false }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) box.current?.focus();
  }, [takesFocus]);
  return (
    <div
      ref={box}
      role={look === 'error' ? 'alert' : 'status'}
      tabIndex={takesFocus ? -1 : undefined}
      className={classNames(styles['notice'], styles[look])}
    >
      <Icon name={icons[look]} size={22} />
      <div className={styles['words']}>
        {title !== undefined && <p className={styles['title']}>{title}</p>}
        {children}
      </div>
    </div>
  );
}
