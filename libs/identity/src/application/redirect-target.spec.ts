import { anApplication } from '../testing/builders.js';
import { isSameTarget } from './redirect-target.js';

const registered = 'https://app.example.org/signed-in?from=postern';

describe('S18: where somebody may be sent', () => {
  it.each([
    [registered],
    ['HTTPS://app.example.org/signed-in?from=postern'],
    ['https://APP.Example.ORG/signed-in?from=postern'],
    ['https://app.example.org:443/signed-in?from=postern'],
  ])('%s is the registered one', (asked) => {
    expect(isSameTarget(asked, registered)).toBe(true);
  });

  it.each([
    ['a relative address', '/signed-in?from=postern'],
    ['//host', '//app.example.org/signed-in?from=postern'],
    ['//host of somebody else', '//evil.example'],
    ['\\\\host', '\\\\app.example.org/signed-in?from=postern'],
    ['backslashes for slashes', 'https:\\\\app.example.org\\signed-in?from=postern'],
    ['a backslash before the host', 'https:/\\app.example.org/signed-in?from=postern'],
    ['one slash', 'https:/app.example.org/signed-in?from=postern'],
    ['no slash', 'https:app.example.org/signed-in?from=postern'],
    ['three slashes', 'https:///app.example.org/signed-in?from=postern'],
    ['javascript:', 'javascript:alert(1)'],
    ['javascript: that looks like it', 'javascript://app.example.org/signed-in?from=postern'],
    ['data:', 'data:text/html,<script>alert(1)</script>'],
    ['another scheme', 'http://app.example.org/signed-in?from=postern'],
    ['a user name', 'https://ann@app.example.org/signed-in?from=postern'],
    ['user name and password', 'https://app.example.org:x@evil.example/signed-in?from=postern'],
    ['an empty user name', 'https://@app.example.org/signed-in?from=postern'],
    ['another host', 'https://evil.example/signed-in?from=postern'],
    ['a host that begins like it', 'https://app.example.org.evil.example/signed-in?from=postern'],
    ['a host below it', 'https://a.app.example.org/signed-in?from=postern'],
    ['a trailing dot', 'https://app.example.org./signed-in?from=postern'],
    ['another port', 'https://app.example.org:8443/signed-in?from=postern'],
    ['an empty path', 'https://app.example.org?from=postern'],
    ['a longer path', 'https://app.example.org/signed-in/?from=postern'],
    ['a path in other case', 'https://app.example.org/Signed-In?from=postern'],
    ['an encoded letter', 'https://app.example.org/%73igned-in?from=postern'],
    ['an encoded slash', 'https://app.example.org/%2fsigned-in?from=postern'],
    ['an encoded slash at its end', 'https://app.example.org/signed-in%2f..%2f?from=postern'],
    ['dots that lead back', 'https://app.example.org/x/../signed-in?from=postern'],
    ['encoded dots', 'https://app.example.org/x/%2e%2e/signed-in?from=postern'],
    ['two slashes in the path', 'https://app.example.org//signed-in?from=postern'],
    ['another query', 'https://app.example.org/signed-in?from=elsewhere'],
    ['a longer query', 'https://app.example.org/signed-in?from=postern&next=//evil.example'],
    ['no query', 'https://app.example.org/signed-in'],
    ['a fragment', 'https://app.example.org/signed-in?from=postern#x'],
    ['an empty fragment', 'https://app.example.org/signed-in?from=postern#'],
    ['a leading space', ' https://app.example.org/signed-in?from=postern'],
    ['a trailing space', 'https://app.example.org/signed-in?from=postern '],
    ['a line break', 'https://app.example.org/signed-in\n?from=postern'],
    ['a tab in the scheme', 'ht\ttps://app.example.org/signed-in?from=postern'],
    ['NUL', 'https://app.example.org/signed-in\u0000?from=postern'],
    ['NUL in the host', 'https://app.example.org\u0000.evil.example/signed-in?from=postern'],
    ['full-width letters', 'https://ａpp.example.org/signed-in?from=postern'],
    ['an ideographic full stop', 'https://app。example.org/signed-in?from=postern'],
    ['a soft hyphen', 'https://app.exam\u00adple.org/signed-in?from=postern'],
    ['look-alike letters', 'https://арр.example.org/signed-in?from=postern'],
    ['a percent-encoded host', 'https://app%2eexample.org/signed-in?from=postern'],
    ['a host that cannot be', 'https://[app.example.org]/signed-in?from=postern'],
    ['nothing', ''],
  ])('%s is not', (_what, asked) => {
    expect(isSameTarget(asked, registered)).toBe(false);
  });

  it('takes the own machine with its port and numbers, and the root with or without its slash', () => {
    expect(isSameTarget('http://localhost:4001', 'http://localhost:4001/')).toBe(true);
    expect(isSameTarget('http://localhost:4001/', 'http://localhost:4001')).toBe(true);
    expect(isSameTarget('http://localhost:4002', 'http://localhost:4001')).toBe(false);
    expect(isSameTarget('http://127.0.0.1:4001/', 'http://localhost:4001/')).toBe(false);
    expect(isSameTarget('http://[::1]:4001/', 'http://[0:0:0:0:0:0:0:1]:4001/')).toBe(true);
  });

  it('finds an address that was registered in letters of its own, as browsers write it', () => {
    expect(isSameTarget('https://xn--bcher-kva.example/%C3%BCber', 'https://bücher.example/über')).toBe(true);
  });

  it('answers with what an operator wrote, never with what was asked', () => {
    const application = anApplication({ redirectTargets: ['https://one.example/', registered] });
    expect(application.targetFor('https://APP.example.org:443/signed-in?from=postern')).toEqual({
      outcome: 'allowed',
      target: registered,
    });
    expect(application.targetFor('https://two.example/')).toEqual({ outcome: 'refused' });
    expect(application.targetFor(null)).toEqual({ outcome: 'allowed', target: 'https://one.example/' });
    expect(anApplication({ redirectTargets: [] }).targetFor(null)).toEqual({ outcome: 'allowed', target: null });
    expect(anApplication({ redirectTargets: [] }).targetFor(registered)).toEqual({ outcome: 'refused' });
  });
});
