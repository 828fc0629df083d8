import { problemText } from './problem-text.js';
import { problemBody, problems, type ProblemCode } from './problems.js';

describe('problems', () => {
  it.each(Object.entries(problems))(
    '%s is an error in words that end without a full stop, and says how to go on',
    (code, { status, title, detail }) => {
      expect(code).toMatch(/^[a-z_]+\.[a-z_]+$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(600);
      expect(title).toMatch(/^\p{Lu}.*[^.!]$/u);
      expect(detail).toMatch(/^\p{Lu}[^!]{10,90}\.$/u);
      expect(`${title} ${detail}`).not.toMatch(/\b(error|invalid|illegal|must|failed|bad)\b|please/i);
    },
  );

  it.each(Object.keys(problems) as ProblemCode[])('%s says the same in Spanish, to "tú" and without blame', (code) => {
    const [english, spanish] = [problemText(code, 'en'), problemText(code, 'es')];
    expect(english).toEqual({ title: problems[code].title, detail: problems[code].detail });
    expect(spanish.title).toMatch(/^\p{Lu}.*[^.!]$/u);
    expect(spanish.detail).toMatch(/^\p{Lu}[^!]{10,90}\.$/u);
    expect(spanish.title).not.toBe(english.title);
    expect(`${spanish.title} ${spanish.detail}`).not.toMatch(
      /\b(usted|vos|vuestr\w+|error|inválid[oa]s?|ilegal|falló|por favor)\b/u,
    );
  });

  it('S24: the list of codes is closed', () => {
    const body = { type: 'about:blank', title: 'x', status: 400 };
    expect(problemBody.safeParse({ ...body, code: 'request.invalid' }).success).toBe(true);
    expect(problemBody.safeParse({ ...body, code: 'sql.syntax_error' }).success).toBe(false);
  });
});
