import type { AccountIconName } from '../frame/account-icon';

interface Look {
  icon: AccountIconName;
  /** Worth a second look by the person. */
  warns?: boolean;
}

const signIn: Look = { icon: 'signIn' };
const refused: Look = { icon: 'cross', warns: true };
const method: Look = { icon: 'shield' };
const device: Look = { icon: 'device' };
const key: Look = { icon: 'key' };
const profile: Look = { icon: 'person' };
const recovery: Look = { icon: 'lifebuoy' };

/** How each thing that is recorded of an account is shown. */
export const activityKinds = {
  'account.registered': profile,
  'account.registration-repeated': { ...profile, warns: true },
  'account.disabled': { ...profile, icon: 'cross', warns: true },
  'account.enabled': profile,
  'account.closed': { ...profile, icon: 'door', warns: true },
  'account.reopened': { ...profile, icon: 'door' },
  'account.disavowed': { ...recovery, warns: true },
  'account.exported': { ...profile, icon: 'download' },
  'profile.changed': profile,
  'email.change-requested': profile,
  'email.changed': profile,
  'email.restored': profile,
  'email.verified': profile,
  'phone.changed': profile,
  'password.accepted': signIn,
  'password.rejected': refused,
  'password.refused-until-reset': refused,
  'password.changed': key,
  'password.reset-requested': recovery,
  'password.reset-opened': recovery,
  'password.reset': recovery,
  'username.reminded': recovery,
  'passkey.accepted': signIn,
  'passkey.rejected': refused,
  'session.issued': signIn,
  'session.renewed': signIn,
  'session.ended': { icon: 'signOut' },
  'device.new': { icon: 'device', warns: true },
  'terms.accepted': profile,
  'terms.declined': profile,
  'factor-reset.authorized': { ...recovery, warns: true },
  'enrollment.postponed': method,
  'factor.activated': method,
  'factor.removed': { ...method, warns: true },
  'factor.disabled': { ...method, warns: true },
  'challenge.rejected': refused,
  'challenge.locked': refused,
  'recovery_codes.created': key,
  'recovery_code.used': { ...key, warns: true },
  'device.remembered': device,
  'device.forgotten': device,
  'factors.recovered': recovery,
  'factor_reset.requested': { ...recovery, warns: true },
  'factor_reset.stopped': recovery,
  'factor_reset.applied': { ...recovery, warns: true },
} as const satisfies Record<string, Look>;

export type ActivityKind = keyof typeof activityKinds;

const isKnown = (kind: string): kind is ActivityKind => Object.hasOwn(activityKinds, kind);

/** A server that is newer than this page may record more; that it happened is shown all the same. */
export const activityLook = (kind: string): Look & { kind: ActivityKind | 'other' } =>
  isKnown(kind) ? { ...activityKinds[kind], kind } : { ...profile, kind: 'other' };
