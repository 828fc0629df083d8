import { acceptedLanguage, Languages } from './languages.js';

describe('acceptedLanguage', () => {
  it.each([
    [undefined, undefined],
    ['es', 'es'],
    ['es-MX,es;q=0.9,en;q=0.8', 'es'],
    ['fr,en;q=0.5', 'en'],
    ['en;q=0.4, es;q=0.6', 'es'],
    ['fr', undefined],
    ['es;q=0', undefined],
    ['', undefined],
    ['*', undefined],
    ['fr, *;q=0.5', undefined],
    ['es, *;q=0.5', 'es'],
    ['x'.repeat(8000), undefined],
  ])('%s → %s', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });
});

describe('Languages', () => {
  it('knows whose tokens it has seen, the newest word counting', () => {
    const languages = new Languages();
    languages.learn('one', 'es');
    expect(languages.of(['never seen', 'one'])).toBe('es');
    languages.learn('one', 'en');
    expect(languages.of(['one'])).toBe('en');
    expect(languages.of([])).toBeUndefined();
  });

  it('S9: keeps no token, and no more than it can hold', () => {
    const languages = new Languages();
    for (let index = 0; index <= 50_000; index++) languages.learn(`token-${String(index)}`, 'es');
    expect(languages.of(['token-0'])).toBeUndefined();
    expect(languages.of(['token-1'])).toBe('es');
    const held = (languages as unknown as { known: Map<string, string> }).known;
    expect(held.size).toBe(50_000);
    expect([...held.keys()].some((key) => key.includes('token'))).toBe(false);
  });
});
