import type { IdentityAdministration } from '@postern/identity';

type Outcome = Awaited<ReturnType<IdentityAdministration['verifyAuditChain']>>;
type Damage = Extract<Outcome, { outcome: 'broken' }>['at'];
type Head = NonNullable<Extract<Outcome, { outcome: 'intact' }>['head']>;

/** A head as it is printed and typed: `12:3fa9…`. */
export const headText = ({ number, digest }: Head): string => `${number}:${digest}`;

export function parseHead(text: string): Head | undefined {
  const [, number, digest] = /^(\d{1,15}):([\w+/=-]{16,128})$/.exec(text) ?? [];
  return number && digest ? { number: Number(number), digest } : undefined;
}

export function damageInWords(damage: Damage): string {
  switch (damage.reason) {
    case 'entry-removed':
      return `the entry ${damage.entry} under seal ${damage.seal} is gone`;
    case 'entry-changed':
      return `the entry ${damage.entry} under seal ${damage.seal} is not as it was`;
    case 'seal-removed':
      return `seal ${damage.seal} is gone`;
    case 'seal-changed':
      return `seal ${damage.seal} is not as it was`;
    case 'tail-removed':
      return `what followed is gone from seal ${damage.seal} on, or it is another record than the one whose head was noted`;
    case 'head-changed':
      return 'the note of its last seal is gone or not as it was';
    case 'anchor-changed':
      return 'the note of where it begins is not as it was';
    case 'key-missing':
      return `the key ${damage.key} is not in AUDIT_KEYS any more, so nothing can be said about what was sealed with it`;
  }
}
