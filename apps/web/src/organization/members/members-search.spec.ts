import { membersSearch } from './members-search';

describe('what is looked for among members', () => {
  it('is what the API knows, and nothing else', () => {
    expect(membersSearch({ query: 'ann', role: 'administrator', state: 'closed' })).toEqual({
      query: 'ann',
      role: 'administrator',
      state: 'closed',
    });
    expect(membersSearch({ query: '', role: 'operator', state: 1, other: 'x' })).toEqual({});
    expect(membersSearch({ query: 'a'.repeat(200) }).query).toHaveLength(100);
  });
});
