import { registeredTarget } from './application.js';

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
