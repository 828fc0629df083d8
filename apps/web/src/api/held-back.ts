import { waitOf } from './problem';

/** Why something is not to be read again before its time, by its path. */
const refusals = new Map<string, unknown>();

/** Whoever reads something before its time gets the same refusal again, and the server is left alone. */
export async function unlessHeldBack<Reply>(path: string, read: () => Promise<Reply>): Promise<Reply> {
  const refusal = refusals.get(path);
  if (waitOf(refusal) > 0) throw refusal;
  refusals.delete(path);
  try {
    return await read();
  } catch (problem) {
    if (waitOf(problem) > 0) refusals.set(path, problem);
    throw problem;
  }
}

/** Something was changed, perhaps who is asking: what counted before may count no longer. */
export const letGo = (): void => refusals.clear();
