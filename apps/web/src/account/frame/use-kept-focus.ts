import { useEffect, useRef, type RefObject } from 'react';

/**
 * What has the focus may be taken away: a device that is forgotten, a form that is put away. Whoever goes by keyboard or by
 * ear is then led to the heading of the part that it was in, instead of the beginning of the page.
 */
export function useKeptFocus<Part extends HTMLElement>(heading: RefObject<HTMLElement | null>): RefObject<Part | null> {
  const part = useRef<Part>(null);
  useEffect(() => {
    const root = part.current as Part;
    let last: Element | null = null;
    const remember = ({ target }: FocusEvent): void => {
      last = target as Element;
    };
    const watch = new MutationObserver(() => {
      if (last?.isConnected === false && document.activeElement === document.body)
        heading.current?.focus({ preventScroll: true });
    });
    root.addEventListener('focusin', remember);
    watch.observe(root, { childList: true, subtree: true });
    return () => {
      root.removeEventListener('focusin', remember);
      watch.disconnect();
    };
  }, [heading]);
  return part;
}

/** For a button that something opens with: it has the focus again when that is closed. */
export function useReturnedFocus<Opener extends HTMLElement>(open: boolean): RefObject<Opener | null> {
  const opener = useRef<Opener>(null);
  const wasOpen = useRef(open);
  useEffect(() => {
    if (wasOpen.current && !open) opener.current?.focus();
    wasOpen.current = open;
  }, [open]);
  return opener;
}
