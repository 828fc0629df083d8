import { duplicates } from './strict-json.js';

describe('duplicates', () => {
  it.each([
    ['{"a":1,"b":{"a":2},"c":[{"a":1},{"a":2}]}', []],
    ['{"a":1,"a":2}', ['a']],
    ['{"name":{"given":"x","given":"y"}}', ['name.given']],
    ['{"list":[{"x":1},{"x":1,"x":2}]}', ['list.1.x']],
    ['{"code":"1","\\u0063ode":"2"}', ['code']],
    ['{"a":1,"a":2,"a":3}', ['a']],
    ['"text"', []],
  ])('finds in %s: %j', (text, found) => {
    expect(duplicates(text)).toEqual(found);
  });

  it('gives up on a body that is nothing but nesting', () => {
    expect(duplicates('['.repeat(32_000) + ']'.repeat(32_000))).toBeUndefined();
  });
});
