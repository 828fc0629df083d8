import { codeIn, isTo, partsOf } from './message-parts';

describe('codeIn', () => {
  it.each([
    ['Your passcode is 042917.', '042917'],
    ['Acme: 042917\n@localhost #042917', '042917'],
    ['042917 es tu código.', '042917'],
  ])('finds the code in %j', (text, code) => expect(codeIn(text)).toBe(code));

  it.each(['+12025550131', 'https://localhost/not-me#token=ab-123456', 'Nov 21, 2026', '1234567'])(
    'takes %j for no code',
    (text) => expect(codeIn(text)).toBeUndefined(),
  );
});

describe('partsOf', () => {
  it('tells addresses from text', () =>
    expect(partsOf('Open http://localhost:3000/verify-email#token=a_b-c\nBye')).toEqual([
      { text: 'Open ', address: false },
      { text: 'http://localhost:3000/verify-email#token=a_b-c', address: true },
      { text: '\nBye', address: false },
    ]));

  it('makes no link of anything else', () =>
    expect(partsOf('javascript:alert(1) <a href="x">')).toEqual([
      { text: 'javascript:alert(1) <a href="x">', address: false },
    ]));
});

describe('isTo', () => {
  it.each([
    ['robin@example.org', 'Robin'],
    ['+12025550131', '(202) 555 0131'],
    ['robin@example.org', ''],
  ])('%s is shown for %j', (to, wanted) => expect(isTo(to, wanted)).toBe(true));

  it('others are not shown', () => expect(isTo('robin@example.org', 'kim')).toBe(false));
});
