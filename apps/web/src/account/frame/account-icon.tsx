const shapes = {
  building:
    'M5 21V4.5A1.5 1.5 0 0 1 6.5 3h7A1.5 1.5 0 0 1 15 4.5V21M15 9h3.5A1.5 1.5 0 0 1 20 10.5V21M3 21h18M8.5 7.5h3m-3 4h3m-3 4h3',
  chart: 'M4 20h16M7 16.5v-5m5 5v-10m5 10v-7',
  envelope: 'M3.5 5.5h17v13h-17zm0 .8 8.5 6.7 8.5-6.7',
  people:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6.5 8c.4-3.3 2.9-5 6.5-5s6.1 1.7 6.5 5M16 11.2a3.2 3.2 0 1 0-.8-6.3m2.6 9.9c2.1.6 3.4 2.2 3.7 4.7',
  policy: 'M6 3h9l4 4v14H6zM9 11h7m-7 4h7M9 7h3',
  upload: 'M12 15V4M7.5 8.5 12 4l4.5 4.5M4.5 19.5h15',
  application: 'M4 5h16v14H4zM4 9h16M7 7h.1m2.4 0h.1',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.5 2',
  cross: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM9 9l6 6m0-6-6 6',
  device: 'M4 5h16v10.5H4zM2.5 19h19',
  door: 'M6 21V4.5A1.5 1.5 0 0 1 7.5 3h9A1.5 1.5 0 0 1 18 4.5V21M3.5 21h17M14.5 12h.1',
  download: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M4.5 19.5h15',
  key: 'M8 16.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM12.5 12H21v3m-3.5-3v2.5',
  lifebuoy:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-5.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM5.7 5.7l3.8 3.8m5 5 3.8 3.8m0-12.6-3.8 3.8m-5 5-3.8 3.8',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 8.5c.5-4 3.7-6 8-6s7.5 2 8 6',
  shield: 'M12 3 4.5 6v5.5c0 4.6 3.1 7.9 7.5 9.5 4.4-1.6 7.5-4.9 7.5-9.5V6zM9 12l2.2 2.2L15.2 10',
  signIn: 'M13 4h5.5A1.5 1.5 0 0 1 20 5.5v13a1.5 1.5 0 0 1-1.5 1.5H13M4 12h11m-4-4 4 4-4 4',
  signOut: 'M11 4H5.5A1.5 1.5 0 0 0 4 5.5v13A1.5 1.5 0 0 0 5.5 20H11M9 12h11m-4-4 4 4-4 4',
  sliders: 'M4 7h8m4 0h4M14 4.8v4.4M4 17h3m4 0h9M9 14.8v4.4',
} as const;

export type AccountIconName = keyof typeof shapes;

/** Pictures that only pages of the account show, so that the sign-in page does not load them. Words beside say the same. */
export const AccountIcon = ({ name, size = 20 }: { name: AccountIconName; size?: number }) => (
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
    <path d={shapes[name]} />
  </svg>
);
