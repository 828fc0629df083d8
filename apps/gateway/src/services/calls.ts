import type { Client } from '../edge/exchange.js';

/** About the person of a session. `unattended`: a program looks again, and nobody uses the session. */
export type SessionCall = Client & { readonly sessionToken: string; readonly unattended?: true };

/** About the second factors of the person whom identity vouches for. */
export type SubjectCall = Client & { readonly subjectToken: string };

/** About the organization on which somebody acts for whom identity vouches. */
export type AdministrationCall = Client & { readonly administrationToken: string };

/** About a flow. */
export type FlowCall = Client & { readonly flowToken: string };

/** What is undefined is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return given.length > 0 ? `${path}?${new URLSearchParams(given).toString()}` : path;
}
