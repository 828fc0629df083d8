import { Redacted } from '@postern/kernel';
import { LinkTokens, type LinkPurpose } from '../recovery/link-tokens.js';

/** Links that are easy to read in a failing test. */
export class PlainLinkTokens extends LinkTokens {
  derive(purpose: LinkPurpose, id: string): Redacted {
    return new Redacted(`${purpose}/${id}`);
  }

  read(purpose: LinkPurpose, token: string): string | null {
    const [made, id] = token.split('/');
    return made === purpose && id ? id : null;
  }
}
