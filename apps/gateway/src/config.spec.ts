import { readConfig } from '@postern/platform';
import { gatewayConfig } from './config.js';

const key = { kty: 'OKP', crv: 'Ed25519', kid: 'k', x: 'x', d: 'd' };
const least = {
  PUBLIC_URL: 'https://sign-in.example.org',
  DATABASE_URL: 'postgres://localhost/x',
  QUEUE_URL: 'redis://localhost',
  IDENTITY_URL: 'http://identity:3001',
  MFA_URL: 'http://mfa:3002',
  SIGNING_KEYS: JSON.stringify([key]),
};
const read = (more: Record<string, string> = {}) => readConfig(gatewayConfig, { ...least, ...more });

describe('gatewayConfig', () => {
  it('needs no more than where things are, and is careful by default', () => {
    const config = read();
    expect(config).toMatchObject({ HOST: '127.0.0.1', PORT: 3000, TRUSTED_PROXIES: [], DEMO_USERNAMES: [] });
    expect(config.INBOX_URL).toBeUndefined();
    expect(config.LIMIT_FAILED_PASSWORDS_PER_15_MINUTES).toBe(10);
  });

  it('S24: names every variable that is missing', () => {
    expect(() => readConfig(gatewayConfig, {})).toThrow(
      /PUBLIC_URL is missing[^]*DATABASE_URL is missing[^]*QUEUE_URL is missing[^]*IDENTITY_URL is missing[^]*MFA_URL is missing[^]*SIGNING_KEYS is missing/,
    );
  });

  it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', 'https://a.example:8443'])(
    'takes %s as public address',
    (url) => {
      expect(read({ PUBLIC_URL: url }).PUBLIC_URL.origin).toBe(url);
    },
  );

  it.each([
    'http://sign-in.example.org',
    'https://a.example/path',
    'https://a.example/?q',
    'ftp://a.example',
    'a.example',
  ])('S16: refuses %s as public address, where cookies could not be kept safe', (url) => {
    expect(() => read({ PUBLIC_URL: url })).toThrow(/PUBLIC_URL: must/);
  });

  it('S21: believes only addresses and networks as proxies', () => {
    expect(read({ TRUSTED_PROXIES: '10.0.0.1, 192.168.0.0/16 ,::1' }).TRUSTED_PROXIES).toHaveLength(3);
    expect(() => read({ TRUSTED_PROXIES: '10.0.0.1,proxy.internal' })).toThrow(/TRUSTED_PROXIES: must be addresses/);
  });
});
