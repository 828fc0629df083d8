/** The names that apply, for `className`. */
export const classNames = (...names: (string | false | undefined)[]): string => names.filter(Boolean).join(' ');
