import { SpentTokens } from '../session/spent-tokens.js';

export class InMemorySpentTokens extends SpentTokens {
  readonly taken = new Map<string, Date>();

  async take(id: string, until: Date): Promise<boolean> {
    if (this.taken.has(id)) return false;
    this.taken.set(id, until);
    return true;
  }

  async clear(before: Date): Promise<number> {
    const old = [...this.taken].filter(([, until]) => until < before);
    old.forEach(([id]) => this.taken.delete(id));
    return old.length;
  }
}
