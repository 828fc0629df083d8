declare const brand: unique symbol;

/** A value that may not be mixed up with another of the same shape. */
export type Branded<Value, Brand extends string> = Value & { readonly [brand]: Brand };

export type AccountId = Branded<string, 'AccountId'>;

/** A fresh random identifier (UUID version 4, RFC 9562). Grants nothing by itself: secrets are made elsewhere. */
export const newId = <Id extends string>(): Id => globalThis.crypto.randomUUID() as Id;
