import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import { buttonClass } from './button';

interface Props extends ComponentProps<'a'> {
  look?: 'primary' | 'secondary' | 'quiet';
  wide?: boolean;
}

/** Goes to another page of ours, and is what the page is there for. */
export const ButtonLink = createLink(({ look, wide, children, ...rest }: Props) => (
  <a {...rest} className={buttonClass(look, wide)}>
    {children}
  </a>
));
