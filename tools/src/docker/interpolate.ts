/** One `${NAME}`, `${NAME:-default}` or `${NAME:?complaint}` of a compose file. */
export interface Reference {
  readonly name: string;
  readonly required: boolean;
}

const reference = /\$\{([A-Z_0-9]+)(?::([-?])([^}]*))?\}/g;

export function referencesIn(text: string): Reference[] {
  return [...text.matchAll(reference)].map(([, name, kind]) => ({ name: name as string, required: kind === '?' }));
}

/** What Compose would put in its place (Compose Specification, Interpolation). */
export function interpolate(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  return text.replaceAll(reference, (_, name: string, kind: string | undefined, rest: string | undefined) => {
    const value = environment[name];
    if (value) return value;
    if (kind === '?') throw new Error(`${name}: ${rest}`);
    return kind === '-' ? (rest ?? '') : '';
  });
}
