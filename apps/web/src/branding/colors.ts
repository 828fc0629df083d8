interface Rgb {
  r: number;
  g: number;
  b: number;
}

const white: Rgb = { r: 255, g: 255, b: 255 };
const black: Rgb = { r: 0, g: 0, b: 0 };

/** Enough for text of any size (WCAG 1.4.3). */
const readable = 4.5;

const parse = (hex: string): Rgb => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return { r, g, b };
};

const format = ({ r, g, b }: Rgb): string =>
  `#${[r, g, b].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

const mix = (from: Rgb, to: Rgb, share: number): Rgb => ({
  r: from.r + (to.r - from.r) * share,
  g: from.g + (to.g - from.g) * share,
  b: from.b + (to.b - from.b) * share,
});

/** Relative luminance (WCAG 2.2, definitions). */
function luminance({ r, g, b }: Rgb): number {
  const [red = 0, green = 0, blue = 0] = [r, g, b].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** From 1 to 21. Colors are written as `#rrggbb`. */
export const contrast = (one: string, other: string): number => contrastOf(parse(one), parse(other));

/** The color itself where it can be read on all of these, else the nearest shade of it that can. */
export function readableOn(color: string, grounds: readonly string[], towards: 'black' | 'white'): string {
  const wanted = parse(color);
  const end = towards === 'black' ? black : white;
  const shades = Array.from({ length: 21 }, (_, step) => mix(wanted, end, step / 20));
  const good = shades.find((shade) => grounds.every((ground) => contrastOf(shade, parse(ground)) >= readable));
  return format(good ?? end);
}

/** Black or white, whichever can be read better on the color. */
export const textOn = (color: string): string =>
  contrastOf(parse(color), white) >= contrastOf(parse(color), black) ? '#ffffff' : '#101413';
