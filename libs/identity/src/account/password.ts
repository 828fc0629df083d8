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

  /** Whether the hash was made with another algorithm or lower parameters than those in force. */
  abstract needsRehash(hash: PasswordHash): boolean;

  /** For somebody who has yet to choose a password: nobody knows what it was made of, and checking it costs as much as any other. */
  abstract unusable(): PasswordHash;
}

/** Hashes that another product made, and that people bring along. */
export abstract class ForeignHashes {
  /**
   * Looks at the algorithm and its parameters, and computes nothing. `unsupported`: the hasher could not check it, or what it
   * protects is as good as told. `costly`: one check would take more than about a second or 256 MiB.
   */
  abstract judge(encoded: string): 'usable' | 'unsupported' | 'costly';
}
