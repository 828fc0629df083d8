import { ConfigError, readConfig } from '@postern/platform';
import { randomKeyringText } from '@postern/platform/testing';
import { notificationsConfig } from './config.js';

const needed = {
  DATABASE_URL: 'postgres://localhost/postern',
  QUEUE_URL: 'redis://localhost',
  TRUSTED_KEYS: '{}',
  SEALING_KEYS: randomKeyringText(),
  PUBLIC_URL: 'https://signin.example.org',
};
const mail = { SMTP_URL: 'smtp://user:canary@mail.example.org', SMTP_FROM: 'Postern <no-reply@example.org>' };
const read = (given: Record<string, string>) => readConfig(notificationsConfig, given);
const complaintsOf = (given: Record<string, string>): string => {
  try {
    read(given);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
};

describe('configuration', () => {
  it('takes mail alone, or nothing but the inbox', () => {
    expect(read({ ...needed, ...mail })).toMatchObject({
      INBOX: 'off',
      DELIVERY_CONCURRENCY: 20,
      DELIVERY_RETENTION_DAYS: 90,
      SMTP_CONNECTIONS: 5,
    });
    expect(read({ ...needed, INBOX: 'on' }).SMTP_URL).toBeUndefined();
  });

  it('names every variable that is missing', () => {
    const complaints = complaintsOf({});
    for (const name of Object.keys(needed)) expect(complaints).toContain(`${name} is missing`);
  });

  it.each([
    ['SMTP_URL', { ...needed }],
    ['SMTP_FROM', { ...needed, SMTP_URL: mail.SMTP_URL }],
    ['SMTP_FROM', { ...needed, ...mail, SMTP_FROM: 'Postern\r\nBcc: eve@evil.example <a@b.example>' }],
    ['SMTP_URL', { ...needed, ...mail, SMTP_URL: 'http://mail.example.org' }],
    [
      'TWILIO_AUTH_TOKEN',
      { ...needed, ...mail, TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_FROM: '+12025550100' },
    ],
    ['TWILIO_FROM', { ...needed, ...mail, TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'x' }],
    ['TWILIO_FROM', { ...needed, ...mail, TWILIO_FROM: '202 555 0100' }],
    ['DELIVERY_CONCURRENCY', { ...needed, ...mail, DELIVERY_CONCURRENCY: '0' }],
    ['DELIVERY_RETENTION_DAYS', { ...needed, ...mail, DELIVERY_RETENTION_DAYS: '0' }],
    ['PUBLIC_URL', { ...needed, ...mail, PUBLIC_URL: 'javascript:alert(1)' }],
  ])('complains about %s by name', (name, given) => {
    expect(complaintsOf(given)).toContain(name);
  });

  it('S9: neither a complaint nor the printed configuration holds a secret', () => {
    expect(complaintsOf({ ...mail })).not.toContain('canary');
    expect(JSON.stringify(read({ ...needed, ...mail }))).not.toContain('canary');
  });
});
