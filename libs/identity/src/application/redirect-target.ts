/**
 * A whole address in ASCII without white space, control characters, backslashes, user name and fragment. Parsers repair
 * what is written in other ways, each after its own fashion, and what one of them repairs leads another astray.
 */
const plainAddress =
  /^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?(?<rest>(?:[/?][\x21\x22\x24-\x5b\x5d-\x7e]*)?)$/i;

/**
 * Whether somebody may be sent to `asked`, of which `registered` is one of the application's own (S18; RFC 9700, section
 * 2.1). Scheme, host and port are compared as parsed; everything after them must be the same to the letter.
 */
export function isSameTarget(asked: string, registered: string): boolean {
  const [one, other] = [partsOf(asked), partsOf(new URL(registered).href)];
  return one !== undefined && one.origin === other?.origin && one.rest === other.rest;
}

function partsOf(address: string): { origin: string; rest: string } | undefined {
  const rest = plainAddress.exec(address)?.groups?.['rest'];
  if (rest === undefined || !URL.canParse(address)) return undefined;
  return { origin: new URL(address).origin, rest: rest.startsWith('/') ? rest : `/${rest}` };
}
