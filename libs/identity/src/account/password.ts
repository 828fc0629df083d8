import { Redacted, type Branded } from '@postern/kernel';

/** An encoded hash with its algorithm, parameters and salt (PHC string format). */
export type PasswordHash = Branded<string, 'PasswordHash'>;

/** A password as typed, in Unicode NFC (NIST SP 800-63B-4, 3.1.1.2): never trimmed, folded or cut. */
export class Password extends Redacted {
  constructor(typed: string) {
    super(typed.normalize('NFC'));
  }

  /** In code points, so that one emoji or Chinese sign counts once. */
  get length(): number {
    return [...this.reveal()].length;
  }
}

/** Hashes passwords slowly. Every method but `needsRehash` fails at once when more work waits than can be done soon. */
export abstract class PasswordHasher {
  abstract hash(password: Password): Promise<PasswordHash>;

  /** `null` stands for an account that does not exist: costs as much as any other check, and is never right. */
  abstract verify(hash: PasswordHash | null, password: Password): Promise<boolean>;

  /** Whether the hash was made with a weaker algorithm or lower parameters than those in force. */
  abstract needsRehash(hash: PasswordHash): boolean;
}
