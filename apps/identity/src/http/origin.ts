import type { Origin } from '@postern/identity-domain';
import { deviceName, type Caller } from '@postern/platform';

/** Whence the person acts, as the audit record has it. */
export const originOf = ({ source, userAgent }: Pick<Caller, 'source' | 'userAgent'>): Origin => ({
  source,
  device: userAgent === null ? null : deviceName(userAgent),
});
