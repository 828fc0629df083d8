import { useState, type ReactNode } from 'react';

interface Props {
  src: string | null | undefined;
  /** Of its square, in CSS pixels. */
  size: number;
  className?: string | undefined;
  /** In its place where there is none that can be shown. */
  instead: ReactNode;
}

/**
 * An application's logo, if it came along with its settings: pages load nothing from other sites, and no other site learns
 * who signs in where. One that the browser cannot read is left out.
 */
export function Logo({ src, size, className, instead }: Props) {
  const [unreadable, setUnreadable] = useState<string>();
  if (!src?.startsWith('data:') || src === unreadable) return instead;
  return <img className={className} src={src} alt="" width={size} height={size} onError={() => setUnreadable(src)} />;
}
