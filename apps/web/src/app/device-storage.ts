/** What this browser remembers of choices. Where it may keep nothing, nothing is remembered and all else works. */
export const deviceStorage = {
  read(key: string): string | undefined {
    try {
      return localStorage.getItem(`postern.${key}`) ?? undefined;
    } catch {
      return undefined;
    }
  },
  keep(key: string, value: string): void {
    try {
      localStorage.setItem(`postern.${key}`, value);
    } catch {
      // Private browsing: the choice holds until the page is left.
    }
  },
  forget(key: string): void {
    try {
      localStorage.removeItem(`postern.${key}`);
    } catch {
      // Nothing was kept either.
    }
  },
};
