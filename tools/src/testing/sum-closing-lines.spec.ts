import { sumClosingLines, verdictOn } from './sum-closing-lines.ts';

describe('sumClosingLines', () => {
  it('adds up what the projects say, colors and carriage returns aside', () => {
    const output = [
      '> nx run kernel:test',
      'tests: 12 passed, 0 failed, 1 skipped',
      'Tests:       12 passed, 12 total',
      '> nx run mfa:test  [local cache]',
      '\u001b[2mtests: 30 passed, 2 failed, 0 skipped\u001b[22m\r',
      '  console.log  tests: 9 passed, 9 failed, 9 skipped (said by a test)',
    ].join('\n');
    expect(sumClosingLines(output)).toEqual({ passed: 42, failed: 2, skipped: 1 });
  });
});

describe('verdictOn', () => {
  const good = { passed: 3, failed: 0, skipped: 1 };

  it('is good when Nx is content and something was tested', () => {
    expect(verdictOn(0, good)).toEqual({ exitCode: 0, sum: good });
  });

  it.each([
    ['a project could not start', 1, good],
    ['Nx was killed', null, good],
    ['no test ran', 0, { passed: 0, failed: 0, skipped: 0 }],
    ['every test was skipped', 0, { passed: 0, failed: 0, skipped: 4 }],
  ])('tells of a failure when %s', (_, nxCode, sum) => {
    expect(verdictOn(nxCode, sum)).toEqual({ exitCode: 1, sum: { ...sum, failed: 1 } });
  });

  it('keeps the count of the failures that are told', () => {
    const sum = { passed: 3, failed: 2, skipped: 0 };
    expect(verdictOn(1, sum)).toEqual({ exitCode: 1, sum });
    expect(verdictOn(0, sum)).toEqual({ exitCode: 1, sum });
  });
});
