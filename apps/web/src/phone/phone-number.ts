/** The ten digits that the server asks for, out of what people and browsers write; what else it is, is for it to judge. */
export function plainNumber(typed: string): string {
  const text = typed.trim();
  const digits = text.replace(/[\s().\-–]/g, '');
  const national = /^\+?1(\d{10})$/.exec(digits)?.[1];
  return national ?? (digits === '' ? text : digits);
}
