import type { ReactNode } from 'react';

const shapes = {
  alert: <path d="M12 8v5m0 3.2v.1M10.3 4 2.6 17.4A2 2 0 0 0 4.3 20.4h15.4a2 2 0 0 0 1.7-3L13.7 4a2 2 0 0 0-3.4 0Z" />,
  app: (
    <path d="M7 3h10a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Zm3.5 8.5 1.5 1.5 2.5-3M11 18h2" />
  ),
  arrow: <path d="M5 12h14m-6-6 6 6-6 6" />,
  back: <path d="M19 12H5m6-6-6 6 6 6" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  codes: <path d="M4 5h16v14H4zM8 9.5h3m2 0h3M8 14.5h3m2 0h3" />,
  contrast: (
    <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-18v18m0-14.5 4.6-2M12 11l7.6-3.6M12 15.5l8.6-4M12 20l6.6-3.2" />
  ),
  copy: <path d="M9 9V4.5h10.5V15H15M4.5 9H15v10.5H4.5z" />,
  email: <path d="M3.5 5.5h17v13h-17zm0 .8 8.5 6.7 8.5-6.7" />,
  eye: (
    <path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Zm9.5 2.7a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4Z" />
  ),
  eyeOff: (
    <path d="M9.9 5.8A9 9 0 0 1 12 5.5c6 0 9.5 6.5 9.5 6.5a17 17 0 0 1-2.8 3.6M6.2 7.1A17 17 0 0 0 2.5 12S6 18.5 12 18.5a9 9 0 0 0 4.2-1.1M4 4l16 16M10 10.2a2.7 2.7 0 0 0 3.8 3.8" />
  ),
  globe: (
    <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0 0c2.5-2.3 3.7-5.4 3.7-9S14.5 5.3 12 3c-2.5 2.3-3.7 5.4-3.7 9s1.2 6.7 3.7 9ZM3.5 9.5h17m-17 5h17" />
  ),
  info: <path d="M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-10v5m0-8.2v.1" />,
  moon: <path d="M20 14.5A8.3 8.3 0 0 1 9.5 4 8.3 8.3 0 1 0 20 14.5Z" />,
  passkey: (
    <path d="M9.5 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7 8c.4-3.8 3.2-6 7-6 1.2 0 2.3.2 3.2.6M17.5 12.5a2.5 2.5 0 0 0-1 4.8V21l1 .9 1-.9v-3.7a2.5 2.5 0 0 0-1-4.8Z" />
  ),
  phone: (
    <path d="M4 5.5A1.5 1.5 0 0 1 5.5 4h13A1.5 1.5 0 0 1 20 5.5v9a1.5 1.5 0 0 1-1.5 1.5H11l-4 4v-4H5.5A1.5 1.5 0 0 1 4 14.5zM8 10h.1m3.9 0h.1m3.9 0h.1" />
  ),
  sun: (
    <path d="M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm0-13v2m0 14v2m9-9h-2M5 12H3m15.4-6.4L17 7M7 17l-1.4 1.4m12.8 0L17 17M7 7 5.6 5.6" />
  ),
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

/** Decoration beside words that say the same: screen readers pass over it. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {shapes[name]}
    </svg>
  );
}
