import { newId } from '@postern/kernel';
import type { LinkPurpose, LinkTokens } from '../recovery/link-tokens.js';

const purposes: LinkPurpose[] = ['password-reset', 'email-change', 'notice'];

/** What every LinkTokens promises. */
export const linkTokensContract = (make: () => LinkTokens): void => {
  it('reads its own tokens back', () => {
    const links = make();
    for (const purpose of purposes) {
      const id = newId();
      expect(links.read(purpose, links.derive(purpose, id).reveal())).toBe(id);
    }
  });

  it('S19: takes no token that was made for something else', () => {
    const links = make();
    for (const made of purposes) {
      const token = links.derive(made, newId()).reveal();
      for (const other of purposes.filter((purpose) => purpose !== made)) expect(links.read(other, token)).toBeNull();
    }
  });

  it('takes nothing that is no token', () => {
    for (const text of ['', 'x', 'A'.repeat(64), newId(), '../../notice', "' or 1=1 --"]) {
      expect(make().read('notice', text)).toBeNull();
    }
  });
};
