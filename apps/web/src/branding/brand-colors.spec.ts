import { brandTokens } from './brand-colors';
import { contrast, readableOn, textOn } from './colors';

const grounds = { light: ['#fffefb', '#f7f5ef', '#e9efe8'], dark: ['#1b2220', '#121716', '#232b29'] };

describe('contrast', () => {
  it('is what WCAG says it is', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});

describe('the colors of an application', () => {
  it.each(['#7a4a12', '#0f5c78', '#ffe600', '#101010', '#ffffff', '#ff0000', '#808080'])(
    '%s can be read in both themes, and on it can be read',
    (primary) => {
      const tokens = brandTokens({ colors: { primary } });
      const [light, dark] = [tokens['--accent-in-light'] as string, tokens['--accent-in-dark'] as string];
      for (const ground of grounds.light) expect(contrast(light, ground)).toBeGreaterThanOrEqual(4.5);
      for (const ground of grounds.dark) expect(contrast(dark, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tokens['--on-accent-in-light'] as string, light)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tokens['--on-accent-in-dark'] as string, dark)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('stay as they are where they can be read', () => {
    expect(brandTokens({ colors: { primary: '#0f5c78' } })['--accent-in-light']).toBe('#0f5c78');
    expect(readableOn('#ffffff', ['#000000'], 'white')).toBe('#ffffff');
    expect(textOn('#ffe600')).toBe('#101413');
  });

  it('a background counts only if text can be read on it', () => {
    expect(brandTokens({ colors: { background: '#fbf6ef' } })).toEqual({ '--panel-in-light': '#fbf6ef' });
    expect(brandTokens({ colors: { background: '#404040' } })).toEqual({});
  });
});
