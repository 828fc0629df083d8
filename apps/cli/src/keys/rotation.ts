import type { JWK } from 'jose';
import { Refusal } from '../frame/failure.js';
import { EnvText } from './env-text.js';
import { newKey, newSigningKey, publicHalf } from './generate.js';

/**
 * `replace`: a new key in front, for installations whose processes restart together. For those that restart one by one:
 * `prepare` puts the new key last, so that every process knows it and none uses it; `activate` puts the last one in front.
 * `prune` leaves the current key alone.
 */
export type Step = 'replace' | 'prepare' | 'activate' | 'prune';

const trusted = 'TRUSTED_KEYS';
/** What was made with these is kept for years: an old key that is gone takes it along. */
const everlasting = ['SEED_KEYS', 'AUDIT_KEYS'];

/** Names of keyrings in the file, as `rotate` takes them. */
export const keyringsIn = (file: EnvText): string[] =>
  file.names().filter((name) => /(?:^|_)KEYS$/.test(name) && name !== trusted && file.get(name));

/**
 * Turns one keyring of the file.
 *
 * @throws Refusal where the step is not possible, before anything is changed.
 */
export function rotate(file: EnvText, name: string, step: Step): void {
  const value = file.get(name);
  if (name === trusted) throw new Refusal('TRUSTED_KEYS follows by itself: rotate the SIGNING_KEYS of a service.');
  if (!value) throw new Refusal(`${name} is not in the file.`);
  if (name.endsWith('SIGNING_KEYS')) return rotateSigning(file, name, value, step);
  if (step === 'prune' && everlasting.includes(name)) {
    throw new Refusal(`${name} keeps its old keys: what was sealed with them is read for as long as it exists.`);
  }
  const keys = value.split(',').map((key) => key.trim());
  file.set(name, turn(keys, step, name, () => newKey(nextName(keys))).join(','));
}

function rotateSigning(file: EnvText, name: string, value: string, step: Step): void {
  const keys = JSON.parse(value) as JWK[];
  const public_ = JSON.parse(file.get(trusted) ?? '{}') as Record<string, JWK[]>;
  const service = Object.entries(public_).find(([, known]) => known.some(({ kid }) => kid === keys[0]?.kid))?.[0];
  if (!service) throw new Refusal(`TRUSTED_KEYS of this file does not know the current key of ${name}.`);
  const turned = turn(keys, step, name, () => newSigningKey(service).privateKey);
  file.set(name, JSON.stringify(turned));
  file.set(trusted, JSON.stringify({ ...public_, [service]: turned.map(publicHalf) }));
}

function turn<Key>(keys: readonly Key[], step: Step, name: string, make: () => Key): Key[] {
  switch (step) {
    case 'replace':
      return [make(), ...keys];
    case 'prepare':
      return [...keys, make()];
    case 'activate':
      if (keys.length < 2) throw new Refusal(`${name} has one key only. Prepare a new one first: --prepare.`);
      return [...keys.slice(-1), ...keys.slice(0, -1)];
    case 'prune':
      return keys.slice(0, 1);
  }
}

/** `k3` after `k2`; names that are no numbers are left alone. */
function nextName(keys: readonly string[]): string {
  const numbers = keys.map((key) => Number(/^k(\d+):/.exec(key)?.[1] ?? 0));
  return `k${Math.max(...numbers) + 1}`;
}
