import { applicationSettings, createApplicationRequest, registeredTarget } from './application.js';
import { forgotPasswordRequest } from './recovery.js';

const takes = (target: string) => registeredTarget.safeParse(target).success;

describe('registeredTarget', () => {
  it.each([
    'https://desk.example.org/in?from=postern',
    'http://localhost:8080/',
    'http://127.0.0.1/',
    'http://[::1]:3000/',
  ])('takes %s', (target) => expect(takes(target)).toBe(true));

  it.each([
    '/in',
    '//desk.example.org',
    'desk.example.org',
    '',
    'javascript:alert(1)',
    'http://desk.example.org/',
    'https://ann@desk.example.org/',
    'https://desk.example.org/#part',
    'https://desk.example.org/#',
  ])('S18: refuses %j', (target) => expect(takes(target)).toBe(false));
});

describe('S22, S24: text that PostgreSQL stores in no column is refused by name, before anything is stored', () => {
  const settings = { slug: 'desk', name: 'Desk', supportContact: 'desk@example.org' };
  const terms = { version: '1', title: 'Terms', text: 'Be kind.' };
  const link = { label: 'Help', href: 'https://example.org/' };
  const refusedFields = (given: object) =>
    createApplicationRequest.safeParse({ ...settings, ...given }).error?.issues.map(({ path }) => path.join('.'));

  it.each(['a\0b', '\ud800', 'x\udc00y'])('%j', (odd) => {
    const of = (field: string, given: object) => expect(refusedFields(given)).toEqual([field]);
    of('name', { name: odd });
    of('supportContact', { supportContact: odd });
    of('tagline', { tagline: odd });
    of('terms.version', { terms: { ...terms, version: odd } });
    of('terms.title', { terms: { ...terms, title: odd } });
    of('terms.text', { terms: { ...terms, text: odd } });
    of('branding.panel.text', { branding: { panel: { text: odd, links: [] } } });
    of('branding.panel.links.0.label', { branding: { panel: { text: '', links: [{ ...link, label: odd }] } } });
    expect(forgotPasswordRequest.safeParse({ identifier: 'ann', application: odd }).success).toBe(false);
  });

  it('S18: a link that shows one place and leads to another is refused', () => {
    const href = 'https://bank.example@evil.example/';
    expect(refusedFields({ branding: { panel: { text: '', links: [{ ...link, href }] } } })).toEqual([
      'branding.panel.links.0.href',
    ]);
    expect(refusedFields({ branding: { logo: href } })).toEqual(['branding.logo']);
  });

  it('terms and panels have lines, and markup is text like any other', () => {
    const text = 'First,\r\n\tsecond: <b>not bold</b>.';
    expect(refusedFields({ terms: { ...terms, text }, branding: { panel: { text, links: [link] } } })).toBeUndefined();
    expect(refusedFields({ tagline: '' })).toBeUndefined();
  });
});

describe('who has to enroll', () => {
  const least = { name: 'Desk', supportContact: 'desk@example.org' };
  const unsaid = { mfa: 'offered', requiredFrom: null, deadline: null, maxPostponements: null, leastAal: 'aal1' };

  it('is left to the installation where a client says nothing, or says what older ones could say', () => {
    expect(applicationSettings.parse(least).enrollment).toEqual(unsaid);
    const older = { requiredFrom: null, maxPostponements: 3 };
    expect(applicationSettings.parse({ ...least, enrollment: older }).enrollment).toEqual({ ...unsaid, ...older });
  });

  it('S10: a level that none of the allowed kinds reaches is refused', () => {
    const fieldsOf = (allowedFactors: string[]) => {
      const given = { ...least, allowedFactors, enrollment: { leastAal: 'aal2' } };
      const parsed = [
        applicationSettings.safeParse(given),
        createApplicationRequest.safeParse({ ...given, slug: 'desk' }),
      ];
      return parsed.map(({ error }) => error?.issues.map(({ path }) => path.join('.')));
    };
    expect(fieldsOf(['email'])).toEqual([['enrollment.leastAal'], ['enrollment.leastAal']]);
    expect(fieldsOf(['email', 'totp'])).toEqual([undefined, undefined]);
  });
});
