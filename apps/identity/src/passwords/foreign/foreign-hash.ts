/** A hash that another product made, read as far as is needed to check a password against it. */
export interface ForeignHash {
  /** What one check takes at its height. */
  readonly memoryBytes: number;
  /** How long one check takes, as a share of the longest that is put up with: about a second on one core. */
  readonly effort: number;
  /** Compares in constant time. */
  verify(password: string): Promise<boolean>;
}

/** Undefined: the hash is of another algorithm, or not written as this one writes it. */
export type ReadForeignHash = (encoded: string) => ForeignHash | undefined;
