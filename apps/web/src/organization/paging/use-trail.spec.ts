import { trailOf } from './use-trail';

describe('A trail through pages', () => {
  const walk = (): { at: readonly string[]; trail: () => ReturnType<typeof trailOf> } => {
    const state = { at: [] as readonly string[], trail: () => trailOf(state.at, (next) => (state.at = next)) };
    return state;
  };

  it('leads on and back the same way', () => {
    const { trail } = walk();
    expect(trail()).toMatchObject({ cursor: undefined, before: 0 });
    trail().next('b');
    trail().next('c');
    expect(trail()).toMatchObject({ cursor: 'c', before: 2 });
    trail().previous();
    expect(trail()).toMatchObject({ cursor: 'b', before: 1 });
    trail().previous();
    trail().previous();
    expect(trail()).toMatchObject({ cursor: undefined, before: 0 });
  });

  it('begins anew', () => {
    const { trail } = walk();
    trail().next('b');
    trail().next('c');
    trail().first();
    expect(trail()).toMatchObject({ cursor: undefined, before: 0 });
  });
});
