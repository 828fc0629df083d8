import type { Branding } from '@postern/contracts';
import { contrast, readableOn, textOn } from './colors';

/** What text and links stand on, as the tokens have it. */
const grounds = { light: ['#fffefb', '#f7f5ef', '#e9efe8'], dark: ['#1b2220', '#121716', '#232b29'] };
const text = { light: '#1b2624', quietInLight: '#53615d' };

/**
 * An application's colors as the tokens that they replace. Its accent is made darker or lighter until it can be read in both
 * themes; its background counts in the light one alone, and only if text can be read on it.
 */
export function brandTokens({ colors }: Pick<Branding, 'colors'>): Record<string, string> {
  const { primary, background } = colors;
  const tokens: Record<string, string> = {};
  const panel =
    background !== undefined && [text.light, text.quietInLight].every((color) => contrast(color, background) >= 4.5)
      ? background
      : undefined;
  if (panel !== undefined) tokens['--panel-in-light'] = panel;
  if (primary === undefined) return tokens;
  const light = readableOn(primary, [...grounds.light, ...(panel === undefined ? [] : [panel])], 'black');
  const dark = readableOn(primary, grounds.dark, 'white');
  return {
    ...tokens,
    '--accent-in-light': light,
    '--on-accent-in-light': textOn(light),
    '--accent-in-dark': dark,
    '--on-accent-in-dark': textOn(dark),
  };
}

/** Through the object model: the policy allows no style that is written into the page. */
export function applyTokens(tokens: Record<string, string>): () => void {
  const { style } = document.documentElement;
  for (const [name, value] of Object.entries(tokens)) style.setProperty(name, value);
  return () => {
    for (const name of Object.keys(tokens)) style.removeProperty(name);
  };
}
