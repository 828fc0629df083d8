/** What there is to try where the product runs on somebody's own machine. */
export interface Demo {
  usernames: string[];
  /** Slugs. */
  applications: string[];
}

/** The server writes it into the document; without it, this is an installation for real. */
export function readDemo(
  written = document.querySelector<HTMLMetaElement>('meta[name="postern-demo"]')?.content,
): Demo | undefined {
  return written === undefined || written === '' ? undefined : (JSON.parse(written) as Demo);
}
