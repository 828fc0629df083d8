import { FixedClock } from '@postern/kernel/testing';
import { aPolicy, FixedPolicies, InMemorySendingLimits, racesContract, worldOn } from '@postern/mfa-domain/testing';
import { Sealer } from '@postern/platform';
import { testKeyring } from '@postern/platform/testing';
import { HmacLinkTokens } from '../crypto/hmac-link-tokens.js';
import { HmacOneTimeCodes } from '../crypto/hmac-one-time-codes.js';
import { RandomFlowTokens } from '../crypto/random-flow-tokens.js';
import { SealedTotpCodes } from '../crypto/sealed-totp-codes.js';
import { LibraryPhoneNumbers } from '../policy/library-phone-numbers.js';
import { openStores, type Stores } from '../testing/stores.js';
import { authenticatorCode } from '../testing/authenticator-code.js';

describe('The use cases on all real adapters', () => {
  const codes = new HmacOneTimeCodes(testKeyring());
  const links = new HmacLinkTokens(testKeyring());
  let stores: Stores;
  beforeAll(async () => {
    stores = await openStores(codes, links);
  });
  afterAll(() => stores.close());

  racesContract(async () => {
    const { flows, answers } = await stores.fresh();
    return worldOn({
      flows,
      answers,
      codes,
      links,
      tokens: new RandomFlowTokens(),
      totp: new SealedTotpCodes(new Sealer(testKeyring())),
      limits: new InMemorySendingLimits(),
      phones: new LibraryPhoneNumbers(['US']),
      policies: new FixedPolicies(aPolicy()),
      clock: new FixedClock(),
      totpCode: authenticatorCode,
    });
  });
});
