import { readdirSync, readFileSync } from 'node:fs';

const folder = (language: string) => new URL(`./${language}/`, import.meta.url);
const areas = readdirSync(folder('en'));

/** Every text by its path. Languages count in different ways: the forms of a plural are one text. */
function textsOf(language: string, area: string): Map<string, string> {
  const texts = new Map<string, string>();
  const visit = (node: object, path: string): void => {
    for (const [name, value] of Object.entries(node)) {
      if (typeof value === 'object') visit(value as object, `${path}${name}.`);
      else texts.set(`${path}${name}`, String(value));
    }
  };
  visit(JSON.parse(readFileSync(new URL(area, folder(language)), 'utf8')) as object, '');
  return texts;
}

const plural = /_(?:zero|one|two|few|many|other)$/;
const base = (texts: Map<string, string>): string[] =>
  [...new Set([...texts.keys()].map((key) => key.replace(plural, '')))].sort();
const gaps = (text: string): string[] => [...text.matchAll(/\{\{\w+\}\}|<\/?\w+>/g)].map(([gap]) => gap).sort();

describe('the words of the client', () => {
  it('are in the same files in both languages', () => {
    expect(areas.length).toBeGreaterThan(5);
    expect(readdirSync(folder('es'))).toEqual(areas);
  });

  it.each(areas)('%s: each text is there in Spanish too, with the same gaps', (area) => {
    const [english, spanish] = [textsOf('en', area), textsOf('es', area)];
    expect(base(spanish)).toEqual(base(english));
    for (const [key, text] of english) {
      const other = spanish.get(key);
      if (other === undefined) continue;
      expect([key, gaps(other)]).toEqual([key, gaps(text)]);
    }
  });

  it.each(areas)('%s: each language has all the forms that its plurals need', (area) => {
    for (const language of ['en', 'es']) {
      const texts = textsOf(language, area);
      const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
      const counted = [...texts.keys()].filter((key) => key.endsWith('_other')).map((key) => key.slice(0, -6));
      for (const key of counted)
        for (const category of pluralCategories) expect([...texts.keys()]).toContain(`${key}_${category}`);
    }
  });
});
