import { readDemo } from './demo';

describe('readDemo', () => {
  it('reads what the server has written', () => {
    const demo = { usernames: ['kim', 'lee "x"'], applications: ['parcel-desk'] };
    expect(readDemo(JSON.stringify(demo))).toEqual(demo);
  });

  it('knows nothing to try where the server wrote nothing', () => expect(readDemo('')).toBeUndefined());
});
