import { flowSearch, parseSearch, signInSearch, stringifySearch } from './search';

describe('what addresses carry', () => {
  it('is text, whatever it looks like, and comes back as it went', () => {
    const search = signInSearch(parseSearch('?application=2026&redirectTo=https%3A%2F%2Fapp.test%2Fin%3Fa%3D1'));
    expect(search).toEqual({ application: '2026', redirectTo: 'https://app.test/in?a=1' });
    expect(signInSearch(parseSearch(stringifySearch({ ...search })))).toEqual(search);
  });

  it('is nothing where nothing was given', () => {
    expect(stringifySearch({ ...signInSearch(parseSearch('?application=')) })).toBe('');
  });

  it.each([
    ['/account', '/account'],
    ['/account/security', '/account/security'],
    [
      '/organizations/0d9f3e2a-4a51-4a0f-8a57-6e6b8f0f7c11/members',
      '/organizations/0d9f3e2a-4a51-4a0f-8a57-6e6b8f0f7c11/members',
    ],
    ['/invitation', '/invitation'],
    ['/invitation/x', undefined],
    ['//evil.example', undefined],
    ['/account/../sign-in', undefined],
    ['https://evil.example/account', undefined],
    ['/accounting', undefined],
    ['/account//evil.example', undefined],
  ])('S18: leads back to pages of the account, of organizations and of an invitation only: %s', (returnTo, kept) => {
    expect(flowSearch({ returnTo }).returnTo).toBe(kept);
  });
});
