/** The ten digits that the server asks for, out of what people and browsers write; what else it is, is for it to judge. */
export function plainNumber(typed: string): string {
  const text = typed.trim();
  const digits = text.replace(/[\s().\-–]/g, '');
  const national = /^\+?1(\d{10})$/.exec(digits)?.[1];
  return national ?? (digits === '' ? text : digits);
}

/** `5055550123` → `(505) 555-0123`, as far as it has been typed. Anything else than ten digits stays as it is. */
export function formatNumber(typed: string): string {
  const digits = typed.replace(/[\s().-]/g, '');
  if (!/^\d{4,10}$/.test(digits)) return typed;
  const [area, exchange, line] = [digits.slice(0, 3), digits.slice(3, 6), digits.slice(6)];
  return line === '' ? `(${area}) ${exchange}` : `(${area}) ${exchange}-${line}`;
}
