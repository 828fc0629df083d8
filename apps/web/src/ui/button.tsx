import type { ComponentProps } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names';
import { useHeld, type Pending } from './held';
import { Spinner } from './spinner';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

interface Props extends Omit<ComponentProps<'button'>, 'className'> {
  look?: Look;
  /** Under way, or held for a while: stays where it is and keeps the focus, but takes no further click. */
  pending?: Pending;
  /** As wide as what it is in. */
  wide?: boolean;
}

/** For links that look like buttons too. */
export const buttonClass = (look: Look = 'primary', wide = false): string =>
  classNames(styles['button'], styles[look], wide && styles['wide']);

export function Button({ look, pending = false, wide, onClick, children, ...rest }: Props) {
  // A button that is disabled loses the focus, and with it whoever reads with their ears.
  const held = useHeld(pending);
  const off = pending === true || held || rest['aria-disabled'] === true;
  return (
    <button
      type="button"
      {...rest}
      className={classNames(buttonClass(look, wide), held && styles['held'])}
      aria-disabled={off || undefined}
      onClick={(event) => (off ? event.preventDefault() : onClick?.(event))}
    >
      {pending === true && <Spinner />}
      {children}
    </button>
  );
}
