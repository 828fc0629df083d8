import { inspect } from 'node:util';
import { Redacted } from './redacted.js';

describe('Redacted', () => {
  it('gives the secret to nobody but reveal', () => {
    const secret = new Redacted('correct horse');
    const shown = [String(secret), JSON.stringify({ secret }), inspect({ secret }), `${secret}`].join();
    expect(shown).not.toContain('correct horse');
    expect(secret.reveal()).toBe('correct horse');
  });
});
