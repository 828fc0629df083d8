import { FlowTokens, type FlowTokenHash } from '@postern/mfa-domain';
import { hashOf, randomToken } from './random-tokens.js';

export class RandomFlowTokens extends FlowTokens {
  issue() {
    return randomToken<FlowTokenHash>();
  }

  hash(token: string): FlowTokenHash {
    return hashOf(token);
  }
}
