import { BreachedPasswords } from '../account/password-policy.js';
import { PasswordHasher, type Password, type PasswordHash } from '../account/password.js';

export class ListedPasswords extends BreachedPasswords {
  private readonly listed: Set<string>;

  constructor(...listed: string[]) {
    super();
    this.listed = new Set(listed);
  }

  async includes(password: string): Promise<boolean> {
    return this.listed.has(password.toLowerCase());
  }
}

/** Hashes nothing, counts everything. */
export class CountingHasher extends PasswordHasher {
  hashed = 0;
  /** What each verification was made against; null is the account that does not exist. */
  readonly verified: (PasswordHash | null)[] = [];

  constructor(private readonly parameters = 'v1') {
    super();
  }

  async hash(password: Password): Promise<PasswordHash> {
    this.hashed += 1;
    return `${this.parameters}$${password.reveal()}` as PasswordHash;
  }

  async verify(hash: PasswordHash | null, password: Password): Promise<boolean> {
    this.verified.push(hash);
    return hash !== this.unusable() && hash?.slice(hash.indexOf('$') + 1) === password.reveal();
  }

  needsRehash(hash: PasswordHash): boolean {
    return !hash.startsWith(`${this.parameters}$`);
  }

  unusable(): PasswordHash {
    return `${this.parameters}$of nothing` as PasswordHash;
  }
}
