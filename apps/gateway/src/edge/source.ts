import ipaddr from 'ipaddr.js';

/**
 * The address that limits are counted by. A household or a rented server holds a whole IPv6 /64, so that much counts as
 * one; IPv4 written as IPv6 (`::ffff:192.0.2.1`) counts as the IPv4 address that it is.
 */
export function sourceOf(address: string | undefined): string {
  if (!address || !ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const network = [...parsed.toByteArray().slice(0, 8), ...new Array<number>(8).fill(0)];
  return `${new ipaddr.IPv6(network).toString()}/64`;
}

export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && ipaddr.isValid(address) && ipaddr.process(address).range() === 'loopback';
}
