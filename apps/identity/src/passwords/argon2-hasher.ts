import { availableParallelism } from 'node:os';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { PasswordHasher, type Password, type PasswordHash } from '@postern/identity-domain';
import { Problem } from '@postern/platform';
import pLimit, { type LimitFunction } from 'p-limit';
import { readForeignHash } from './foreign/phc-hashes.js';

export interface Argon2Settings {
  memoryKib: number;
  passes: number;
  lanes: number;
  /** How many hashes run at once; more than there are cores only makes each one slower. */
  concurrency?: number | undefined;
  /** How many may wait. What comes on top is refused at once. */
  queueLength: number;
}

/**
 * Argon2id (RFC 9106). Each hash takes `memoryKib` while it runs. What other products have hashed is recognized as well, and
 * waits for its turn in the same line.
 */
export class Argon2Hasher extends PasswordHasher {
  private readonly slots: LimitFunction;

  private constructor(
    private readonly settings: Argon2Settings,
    /** Stands in for accounts that do not exist: same parameters, hence same work. */
    private readonly decoy: string,
  ) {
    super();
    this.slots = pLimit(settings.concurrency ?? availableParallelism());
  }

  static async create(settings: Argon2Settings): Promise<Argon2Hasher> {
    return new Argon2Hasher(settings, await argon2id(crypto.randomUUID(), settings));
  }

  hash(password: Password): Promise<PasswordHash> {
    return this.inTurn(() => argon2id(password.reveal(), this.settings)) as Promise<PasswordHash>;
  }

  async verify(stored: PasswordHash | null, password: Password): Promise<boolean> {
    const typed = password.reveal();
    if (stored === null || !this.needsRehash(stored)) {
      const right = await this.inTurn(() => verify(stored ?? this.decoy, typed));
      return right && stored !== null;
    }
    // S20: beside it runs the work that every other account costs, so that a hash which is checked sooner does not show. One
    // that takes longer does, until its owner has signed in.
    const [right] = await this.inTurn(() =>
      Promise.all([readForeignHash(stored)?.verify(typed) ?? false, verify(this.decoy, typed)]),
    );
    return right;
  }

  needsRehash(stored: PasswordHash): boolean {
    if (!stored.startsWith('$argon2id$v=19$')) return true;
    const { memoryCost, timeCost } = parseOptions(stored);
    const { memoryKib, passes } = this.settings;
    return memoryCost < memoryKib || timeCost < passes;
  }

  unusable(): PasswordHash {
    return this.decoy as PasswordHash;
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    // S3: nobody is served sooner by waiting in a line that grows faster than it moves.
    if (this.slots.pendingCount >= this.settings.queueLength) {
      throw new Problem('service.overloaded', { retryAfterSeconds: 1 });
    }
    return this.slots(work);
  }
}

// Argon2id, version 19 and a fresh 16-byte salt are the library's defaults.
const argon2id = (password: string, { memoryKib, passes, lanes }: Argon2Settings): Promise<string> =>
  hash(password, { memoryCost: memoryKib, timeCost: passes, parallelism: lanes });
