import { Secrets } from './secrets.js';

describe('The search of the canary', () => {
  const secrets = new Secrets();
  secrets.plantAll({
    password: 'correct horse',
    session: { token: 'T'.repeat(43) },
    codes: ['abcd-efgh-jkmn-pqrs'],
    problem: { code: 'challenge.rejected' },
    code: '012345',
  });

  it('notes secrets however deep they lie, and nothing else', () => {
    expect([...secrets.planted.keys()]).toEqual(['correct horse', 'T'.repeat(43), 'abcd-efgh-jkmn-pqrs', '012345']);
  });

  it.each(['x correct horse x', `"${'T'.repeat(43)}"`, 'ABCDEFGHJKMNPQRS', 'code: 012345,'])('finds %j', (kept) => {
    expect(secrets.foundIn(kept)).toHaveLength(1);
  });

  it.each(['0123456', '.012345', 'a012345b', '6f012345-0000-4000-8000-000000012345', 'challenge.rejected'])(
    'is not alarmed by %j',
    (kept) => {
      expect(secrets.foundIn(kept)).toEqual([]);
    },
  );
});
