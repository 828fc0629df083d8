import type { EnrollmentPolicy } from '@postern/mfa-domain';
import type { MfaConfig } from '../config.js';
import type { SendingCap } from '../postgres/pg-sending-limits.js';

export const enrollmentPolicyOf = (config: MfaConfig): EnrollmentPolicy => ({
  mfa: config.MFA,
  requiredFrom: config.ENROLLMENT_REQUIRED_FROM,
  deadline: config.ENROLLMENT_DEADLINE ?? null,
  maxPostponements: config.ENROLLMENT_POSTPONEMENTS ?? null,
  allowedKinds: config.ALLOWED_FACTORS,
  leastAal: config.LEAST_AAL,
  rememberDeviceDays: config.REMEMBER_DEVICE_DAYS,
});

const hour = 3600;
const day = 24 * hour;

export const sendingCapsOf = (config: MfaConfig): SendingCap[] => [
  { of: 'destination', max: config.SENDING_PER_DESTINATION_HOUR, windowSeconds: hour },
  { of: 'destination', max: config.SENDING_PER_DESTINATION_DAY, windowSeconds: day },
  { of: 'account', max: config.SENDING_PER_ACCOUNT_HOUR, windowSeconds: hour },
  { of: 'account', max: config.SENDING_PER_ACCOUNT_DAY, windowSeconds: day },
  { of: 'prefix', max: config.SENDING_PER_PREFIX_HOUR, windowSeconds: hour },
  { of: 'prefix', max: config.SENDING_PER_PREFIX_DAY, windowSeconds: day },
  { of: 'country', max: config.SENDING_PER_COUNTRY_HOUR, windowSeconds: hour },
  { of: 'country', max: config.SENDING_PER_COUNTRY_DAY, windowSeconds: day },
];
