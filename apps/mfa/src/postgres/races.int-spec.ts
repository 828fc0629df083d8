import { FixedClock } from '@postern/kernel/testing';
import {
  answerRacesContract,
  aPolicy,
  FixedPolicies,
  InMemorySendingLimits,
  racesContract,
  worldOn,
} from '@postern/mfa-domain/testing';
import { SoftwareAuthenticator } from '@postern/local-services/software-authenticator';
import { Sealer } from '@postern/platform';
import { testKeyring } from '@postern/platform/testing';
import { HmacLinkTokens } from '../crypto/hmac-link-tokens.js';
import { HmacOneTimeCodes } from '../crypto/hmac-one-time-codes.js';
import { HmacPasskeyChallenges } from '../crypto/hmac-passkey-challenges.js';
import { HmacRecoveryCodes } from '../crypto/hmac-recovery-codes.js';
import { RandomDeviceTokens } from '../crypto/random-device-tokens.js';
import { RandomFlowTokens } from '../crypto/random-flow-tokens.js';
import { SealedTotpCodes } from '../crypto/sealed-totp-codes.js';
import { WebAuthnPasskeys } from '../passkeys/web-authn-passkeys.js';
import { LibraryPhoneNumbers } from '../policy/library-phone-numbers.js';
import { openStores, type Stores } from '../testing/stores.js';
import { authenticatorCode } from '../testing/authenticator-code.js';

describe('The use cases on all real adapters', () => {
  const codeKeys = testKeyring();
  const codes = new HmacOneTimeCodes(codeKeys);
  const links = new HmacLinkTokens(testKeyring());
  let stores: Stores;
  beforeAll(async () => {
    stores = await openStores(codes, links);
  });
  afterAll(() => stores.close());

  const setUp = async () => {
    const { flows, answers, devices, sets, signIns, resets } = await stores.fresh();
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
      recoveryCodes: new HmacRecoveryCodes(testKeyring()),
      passkeys: new WebAuthnPasskeys('https://sign-in.example.org', 'Postern'),
      challenges: new HmacPasskeyChallenges(codeKeys),
      devices,
      sets,
      signIns,
      resets,
      deviceTokens: new RandomDeviceTokens(),
      authenticator: () => new SoftwareAuthenticator('https://sign-in.example.org'),
    });
  };
  racesContract(setUp);
  answerRacesContract(setUp);
});
