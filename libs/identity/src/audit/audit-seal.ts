/**
 * Message authentication codes under the keys of the audit record, which lie outside the database: whoever can write
 * there can still forge no seal. Neither member fails.
 */
export abstract class AuditMacs {
  abstract readonly currentKeyId: string;

  /** 256 bits, base64url; undefined when the key has been retired. */
  abstract of(keyId: string, text: string): string | undefined;
}

/** An entry of the record and, as text, all that it says. */
export interface SealableEntry {
  id: string;
  text: string;
}

/** Joins a batch of entries to all that was sealed before: whatever is changed or removed afterwards shows. */
export interface AuditSeal {
  /** 1, 2, 3 …, without gaps. */
  number: number;
  /** Digest of the seal before it; empty for the first one. */
  previous: string;
  /** Ids of the entries, ascending. */
  ids: string[];
  /** Of each entry a code of its own, in the same order, so that the very entry can be named that is not as it was. */
  marks: string[];
  sealedAt: Date;
  keyId: string;
  digest: string;
}

/** One end of the chain, kept apart from it: the newest seal (head), or the last one whose entries are past keeping (anchor). */
export interface ChainEnd {
  number: number;
  digest: string;
  keyId: string;
  /** Over the other members. */
  mac: string;
}

export type ChainEndName = 'head' | 'anchor';

/** 128 bits are enough for each entry: the seal over all of them has 256. */
const markLength = 22;

export const markOf = (macs: AuditMacs, keyId: string, { id, text }: SealableEntry): string | undefined =>
  macs.of(keyId, JSON.stringify(['entry', id, text]))?.slice(0, markLength);

const sealText = ({ number, previous, ids, marks, sealedAt, keyId }: Omit<AuditSeal, 'digest'>): string =>
  JSON.stringify(['seal', number, previous, ids, marks, sealedAt.toISOString(), keyId]);

const underCurrentKey = (macs: AuditMacs, text: string): string => macs.of(macs.currentKeyId, text) as string;

export function sealEntries(
  macs: AuditMacs,
  entries: readonly SealableEntry[],
  head: Pick<ChainEnd, 'number' | 'digest'> | undefined,
  sealedAt: Date,
): AuditSeal {
  const keyId = macs.currentKeyId;
  const seal = {
    number: (head?.number ?? 0) + 1,
    previous: head?.digest ?? '',
    ids: entries.map(({ id }) => id),
    marks: entries.map((entry) => markOf(macs, keyId, entry) as string),
    sealedAt,
    keyId,
  };
  return { ...seal, digest: underCurrentKey(macs, sealText(seal)) };
}

export const sealIsWhole = (macs: AuditMacs, seal: AuditSeal): boolean =>
  macs.of(seal.keyId, sealText(seal)) === seal.digest;

const endText = (name: ChainEndName, number: number, digest: string, keyId: string): string =>
  JSON.stringify([name, number, digest, keyId]);

export function chainEnd(
  macs: AuditMacs,
  name: ChainEndName,
  { number, digest }: Pick<AuditSeal, 'number' | 'digest'>,
): ChainEnd {
  const keyId = macs.currentKeyId;
  return { number, digest, keyId, mac: underCurrentKey(macs, endText(name, number, digest, keyId)) };
}

export const endIsWhole = (macs: AuditMacs, name: ChainEndName, { number, digest, keyId, mac }: ChainEnd): boolean =>
  macs.of(keyId, endText(name, number, digest, keyId)) === mac;
