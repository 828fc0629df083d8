import Bowser from 'bowser';

/** `Firefox on Windows`: what a person knows a device by. A client says what it likes there: never decide on it. */
export function deviceName(userAgent: string | null): string {
  if (!userAgent) return 'Unknown device';
  const { browser, os } = Bowser.parse(userAgent);
  const program = browser.name || /^[\w.-]{1,40}/.exec(userAgent)?.[0] || 'Unknown device';
  return os.name ? `${program} on ${os.name}` : program;
}
