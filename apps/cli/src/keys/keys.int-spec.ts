import { configField, readConfig, signingKeysField, trustedKeysField } from '@postern/platform';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { postern } from '../testing/postern.js';
import { envFile, generateKeys } from './generate.js';

const services = z.object({
  SIGNING_KEYS: signingKeysField(),
  TRUSTED_KEYS: trustedKeysField(),
  SEALING_KEYS: configField.keyring(),
  CODE_KEYS: configField.keyring(),
  SEED_KEYS: configField.keyring(),
});

describe('postern keys', () => {
  let folder: string;
  const path = () => join(folder, '.env');
  const env = () => parseEnv(readFileSync(path(), 'utf8'));
  /** As identity and mfa see the file. */
  const config = () => readConfig(services, { ...env(), SIGNING_KEYS: env()['IDENTITY_SIGNING_KEYS'] });
  const rotate = (...args: string[]) => postern(['keys', 'rotate', ...args], { cwd: folder });
  const kids = () => ({
    own: config()
      .SIGNING_KEYS.reveal()
      .map(({ kid }) => kid),
    trusted: config().TRUSTED_KEYS.identity?.map(({ kid }) => kid),
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'postern-keys-'));
    const out = envFile(generateKeys());
    writeFileSync(
      path(),
      `# Ours\nPUBLIC_URL=https://sign-in.example.org # here\n${out}\nSMTP_FROM="A <a@example.org>"\n`,
    );
    chmodSync(path(), 0o640);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('makes what a new installation needs, other keys each time', async () => {
    const made = await Promise.all([postern(['keys', 'create']), postern(['keys', 'create'])]);
    const [first, second] = made.map(({ code, err, out }) => ({ code, err, env: parseEnv(out) }));
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(Object.keys(first?.env ?? {})).toEqual(Object.keys(parseEnv(envFile(generateKeys()))));
    expect(first?.env['CODE_KEYS']).not.toBe(second?.env['CODE_KEYS']);
  });

  it('a new key comes in front, the old one stays, and the rest of the file is as it was', async () => {
    const before = readFileSync(path(), 'utf8');
    const { code, out, err } = await rotate('CODE_KEYS');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('Changed in .env: CODE_KEYS.');
    expect(config().CODE_KEYS.ids).toEqual(['k2', 'k1']);
    const changed = readFileSync(path(), 'utf8')
      .split('\n')
      .filter((line, index) => line !== before.split('\n')[index]);
    expect(changed).toHaveLength(1);
    expect(statSync(path()).mode & 0o777).toBe(0o640);
  });

  it('S9: prints no key', async () => {
    const { out, err } = await rotate('--all');
    const { CODE_KEYS = '', SEALING_KEYS = '', IDENTITY_SIGNING_KEYS = '' } = env();
    const secrets = [
      ...[CODE_KEYS, SEALING_KEYS].flatMap((ring) => ring.split(',').map((key) => key.split(':')[1] as string)),
      ...(JSON.parse(IDENTITY_SIGNING_KEYS) as { d: string }[]).map(({ d }) => d),
    ];
    expect(secrets).toHaveLength(6); // old and new of three
    for (const secret of secrets) expect(out + err).not.toContain(secret);
  });

  it('a signing key is trusted before it is used: prepare, activate, prune', async () => {
    const [first] = kids().own;
    await rotate('IDENTITY_SIGNING_KEYS', '--prepare');
    const prepared = kids();
    expect(prepared.own[0]).toBe(first);
    expect(prepared.own).toHaveLength(2);
    expect(prepared.trusted).toEqual(prepared.own);
    await rotate('IDENTITY_SIGNING_KEYS', '--activate');
    expect(kids().own).toEqual([prepared.own[1], first]);
    await rotate('IDENTITY_SIGNING_KEYS', '--prune');
    expect(kids()).toEqual({ own: [prepared.own[1]], trusted: [prepared.own[1]] });
    expect(env()['TRUSTED_KEYS']).not.toContain('"d"');
  });

  it('keeps for ever what seeds were sealed with', async () => {
    await rotate('SEED_KEYS');
    const refused = await rotate('SEED_KEYS', '--prune');
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('SEED_KEYS keeps its old keys');
    await rotate('CODE_KEYS');
    expect((await rotate('--all', '--prune')).code).toBe(0);
    expect(config().SEED_KEYS.ids).toEqual(['k2', 'k1']);
    expect(config().CODE_KEYS.ids).toEqual(['k2']);
  });

  it.each([
    [['CODE_KEYS', 'NO_KEYS'], 1, 'NO_KEYS is not in the file.'],
    [[], 2, 'Say which keyrings, or --all. In .env: AUDIT_KEYS, CODE_KEYS'],
    [['CODE_KEYS', '--prune', '--activate'], 2, 'Only one of --activate and --prune'],
    [['CODE_KEYS', '--file', 'none'], 1, 'none cannot be read'],
  ])('refuses %j and changes nothing', async (args, code, words) => {
    const before = readFileSync(path(), 'utf8');
    const outcome = await rotate(...args);
    expect(outcome).toMatchObject({ code, out: '' });
    expect(outcome.err).toContain(words);
    expect(readFileSync(path(), 'utf8')).toBe(before);
  });
});
