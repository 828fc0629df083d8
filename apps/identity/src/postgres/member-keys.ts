/** As the migrations write it, so that their indexes are found: cases are one in every script, whatever the database's collation. */
export const keyOf = (text: string): string => `lower(normalize(${text}, nfkc) collate "und-x-icu") collate "C"`;
