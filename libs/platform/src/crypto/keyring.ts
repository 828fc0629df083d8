import { Redacted } from '@postern/kernel';

/**
 * Named 256-bit keys, the first one current. Written `name:base64url,name:base64url`: a new key is put in front, and
 * an old one stays behind until nothing made with it is in use any more (S28).
 */
export class Keyring {
  private constructor(private readonly keys: ReadonlyMap<string, Redacted<Buffer>>) {}

  /** @throws Error saying what is wrong, without any key material. */
  static parse(text: string): Keyring {
    const keys = new Map<string, Redacted<Buffer>>();
    for (const entry of text.split(',')) {
      const [name, encoded] = entry.trim().split(':');
      if (!name || !encoded || !/^[a-z0-9-]{1,32}$/.test(name))
        throw new Error('must be name:key pairs separated by commas');
      const key = Buffer.from(encoded, 'base64url');
      if (key.length !== 32) throw new Error(`key ${name} must be 32 bytes in base64url`);
      if (keys.has(name)) throw new Error(`key ${name} is there twice`);
      keys.set(name, new Redacted(key));
    }
    return new Keyring(keys);
  }

  get currentId(): string {
    return this.keys.keys().next().value as string;
  }

  /** Every key that is not retired, the current one first. */
  get ids(): string[] {
    return [...this.keys.keys()];
  }

  /** @returns the key material, or undefined when the key has been retired. */
  get(id: string): Buffer | undefined {
    return this.keys.get(id)?.reveal();
  }
}
