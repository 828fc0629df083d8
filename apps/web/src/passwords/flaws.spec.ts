import { flawsOf, termsIn } from './flaws';

const own = ['Ann', 'Example', 'ann.example@mail.test', 'ann-example'];

describe('flawsOf', () => {
  it.each([
    ['short', '1234567', ['short']],
    ['counted in characters, not in halves of them', '🌱🌱🌱🌱🌱🌱🌱🌱', []],
    ['the name with a few digits', 'Example2026', ['personal']],
    ['the user name in capitals', 'ANN-EXAMPLE!', ['personal']],
    ['enough beside the name', 'example walks slowly home', []],
    ['nothing of the person', 'quiet-harbor-lamp', []],
  ])('%s', (_, password, flaws) => {
    expect(flawsOf(password, own)).toEqual(flaws);
  });

  it('leaves out words that are too short to mean somebody', () => {
    expect(termsIn(['Al', 'Li Wu'])).toEqual(['li wu']);
  });
});
