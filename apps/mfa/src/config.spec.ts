import { readConfig, ConfigError } from '@postern/platform';
import { randomKeyringText, testTokenKeys } from '@postern/platform/testing';
import { mfaConfig } from './config.js';
import { enrollmentPolicyOf, sendingCapsOf } from './policy/settings.js';

describe('The configuration of mfa', () => {
  let given: Record<string, string>;
  beforeAll(async () => {
    const { signing, trusted } = testTokenKeys();
    given = {
      DATABASE_URL: 'postgres://localhost/postern',
      QUEUE_URL: 'redis://localhost:6379',
      SIGNING_KEYS: JSON.stringify(signing.mfa.reveal()),
      TRUSTED_KEYS: JSON.stringify(trusted),
      SEALING_KEYS: randomKeyringText(),
      CODE_KEYS: randomKeyringText(),
      LINK_KEYS: randomKeyringText(),
      SEED_KEYS: randomKeyringText(),
      PUBLIC_URL: 'https://sign-in.example.org',
    };
  });

  const complaints = (changes: Record<string, string | undefined>): readonly string[] => {
    try {
      readConfig(mfaConfig, { ...given, ...changes });
      return [];
    } catch (error) {
      return (error as ConfigError).complaints;
    }
  };

  it('has a policy and caps without being told', () => {
    const config = readConfig(mfaConfig, given);
    expect(enrollmentPolicyOf(config)).toEqual({
      mfa: 'offered',
      deadline: null,
      leastAal: 'aal1',
      requiredFrom: new Date('2025-03-06T00:00:00Z'),
      maxPostponements: null,
      allowedKinds: ['sms', 'email', 'totp', 'webauthn'],
      rememberDeviceDays: 30,
    });
    expect(config.PHONE_COUNTRIES).toEqual(['US']);
    expect(sendingCapsOf(config).every(({ max }) => max > 0)).toBe(true);
  });

  it('takes lists and limits', () => {
    const config = readConfig(mfaConfig, {
      ...given,
      ALLOWED_FACTORS: 'totp, email',
      PHONE_COUNTRIES: 'US,PR',
      ENROLLMENT_POSTPONEMENTS: '0',
    });
    expect(enrollmentPolicyOf(config)).toMatchObject({ allowedKinds: ['totp', 'email'], maxPostponements: 0 });
    expect(config.PHONE_COUNTRIES).toEqual(['US', 'PR']);
  });

  it('says what is missing or wrong, all at once and without a value', () => {
    const secret = 'k1:too-short-to-be-a-key';
    const found = complaints({
      SEED_KEYS: secret,
      CODE_KEYS: undefined,
      ALLOWED_FACTORS: 'fax',
      PHONE_COUNTRIES: 'GB',
    });
    expect(found.map((text) => text.split(/[: ]/)[0]).sort()).toEqual([
      'ALLOWED_FACTORS',
      'CODE_KEYS',
      'PHONE_COUNTRIES',
      'SEED_KEYS',
    ]);
    expect(found.join()).not.toContain('too-short-to-be-a-key');
  });

  it('describes every variable', () => {
    for (const [name, field] of Object.entries(mfaConfig.shape)) {
      expect([name, field.description ?? '']).toEqual([name, expect.stringMatching(/\w{3}/)]);
    }
  });
});
