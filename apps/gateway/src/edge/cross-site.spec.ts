import { isCrossSite } from './cross-site.js';

const here = 'https://sign-in.example.org';
const post = (origin: string | undefined, site: string | undefined) => ({ method: 'POST', origin, site });

describe('isCrossSite (S16)', () => {
  it.each([
    ['this site', here, 'same-origin'],
    ['this site, from a browser without Sec-Fetch-Site', here, undefined],
    ['a browser that leaves Origin out', undefined, 'same-origin'],
    ['an address typed by the person', undefined, 'none'],
    ['a program', undefined, undefined],
  ])('lets %s pass', (_, origin, site) => {
    expect(isCrossSite(post(origin, site), here)).toBe(false);
  });

  it.each([
    ['another site', 'https://evil.example', 'cross-site'],
    ['another site, old browser', 'https://evil.example', undefined],
    ['a neighbor under the same domain', 'https://other.example.org', 'same-site'],
    ['the same name over http', 'http://sign-in.example.org', undefined],
    ['another port', 'https://sign-in.example.org:8443', undefined],
    ['a name that begins alike', 'https://sign-in.example.org.evil.example', undefined],
    ['a sandboxed frame', 'null', undefined],
    ['an empty origin', '', undefined],
    ['Origin left out, another site', undefined, 'cross-site'],
    ['Origin left out, a neighbor', undefined, 'same-site'],
    ['an unknown kind of site', undefined, 'something-new'],
    ['contradicting headers', here, 'cross-site'],
  ])('refuses %s', (_, origin, site) => {
    expect(isCrossSite(post(origin, site), here)).toBe(true);
  });

  it.each(['PUT', 'PATCH', 'DELETE', 'post', 'PROPFIND'])('asks of %s as of POST', (method) => {
    expect(isCrossSite({ method, origin: 'https://evil.example', site: undefined }, here)).toBe(true);
  });

  it.each(['GET', 'HEAD', 'OPTIONS'])('does not ask of %s, which changes nothing', (method) => {
    expect(isCrossSite({ method, origin: 'https://evil.example', site: 'cross-site' }, here)).toBe(false);
  });
});
