import { serverNow } from './server-clock';

const refusedForNow = [429, 503];
const mostSeconds = 7 * 86_400;

/**
 * When what was refused for now may be asked again (RFC 9110, section 10.2.3): RFC 3339, by the server's clock. Undefined
 * where the reply does not say.
 */
export function retryMoment({ status, headers }: Pick<Response, 'status' | 'headers'>): string | undefined {
  const said = refusedForNow.includes(status) ? (headers.get('retry-after') ?? '') : '';
  const at = /^\d+$/.test(said) ? serverNow() + Math.min(Number(said), mostSeconds) * 1000 : Date.parse(said);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
