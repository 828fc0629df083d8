import { isRedirect } from '@tanstack/react-router';
import { takeLinkToken } from './link-token';

const at = (hash: string) => ({ location: { hash } });
const open = (take: ReturnType<typeof takeLinkToken>, hash: string): unknown => {
  try {
    return take(at(hash));
  } catch (thrown) {
    return thrown;
  }
};

describe('takeLinkToken', () => {
  it('takes the token out of the address first, and has it afterwards', () => {
    const take = takeLinkToken('/verify-email');
    const elsewhere = open(take, 'token=abc_DEF-123');
    expect(isRedirect(elsewhere)).toBe(true);
    expect(elsewhere).toMatchObject({ options: { to: '/verify-email', replace: true } });
    expect(open(take, '')).toEqual({ token: 'abc_DEF-123' });
  });

  it('another link in the same window counts instead', () => {
    const take = takeLinkToken('/not-me');
    open(take, 'token=first');
    open(take, 'token=second');
    expect(open(take, '')).toEqual({ token: 'second' });
  });

  it.each(['', 'token=', 'tok'])('knows of none in %j, also when another page has one', (hash) => {
    open(takeLinkToken('/confirm-email'), 'token=of-another-page');
    expect(open(takeLinkToken('/reset-password'), hash)).toEqual({ token: undefined });
  });
});
