import { rolloutFailureCode } from '../http/organization/mfa-rollout.js';
import { memberImportErrorWords, memberImportMessage } from './member-import-errors.js';
import { rolloutFailureReason } from './rollout-failures.js';

const blame = /\b(error|invalid|illegal|failed|bad|usted|vos|inválid[oa]s?|falló|por favor)\b|please/iu;

describe('what is said of rollouts and imports', () => {
  it.each(rolloutFailureCode.options)('%s says what helps, in both languages', (code) => {
    const [english, spanish] = [rolloutFailureReason(code, 'en'), rolloutFailureReason(code, 'es')];
    for (const words of [english, spanish]) expect(words).toMatch(/^\p{Lu}[^!]{10,130}\.$/u);
    expect(spanish).not.toBe(english);
    expect(`${english} ${spanish}`).not.toMatch(blame);
  });

  it.each(Object.entries(memberImportErrorWords))('a row with "%s" says what helps, in both languages', (_, said) => {
    for (const words of [said.en, said.es]) expect(words).toMatch(/^\p{Lu}.{5,120}\.$/u);
    expect(said.en).not.toBe(said.es);
    expect(`${said.en} ${said.es}`).not.toMatch(blame);
  });

  it.each(['something-new', '__proto__', 'toString'])('has no words for %s, and says so', (reason) => {
    expect(memberImportMessage(reason, 'es')).toBeUndefined();
  });
});
