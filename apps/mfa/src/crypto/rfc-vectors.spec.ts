import { newId, type AccountId } from '@postern/kernel';
import type { FactorId } from '@postern/mfa-domain';
import { Sealer } from '@postern/platform';
import { testKeyring } from '@postern/platform/testing';
import { generateSync } from 'otplib';
import { nodeCrypto, sealSeed, SealedTotpCodes } from './sealed-totp-codes.js';

/** The ASCII text 12345678901234567890, the key of both RFCs, in Base32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('The vectors of the standards', () => {
  it.each([
    [0, '755224'],
    [1, '287082'],
    [2, '359152'],
    [3, '969429'],
    [4, '338314'],
    [5, '254676'],
    [6, '287922'],
    [7, '162583'],
    [8, '399871'],
    [9, '520489'],
  ])('RFC 4226 appendix D: counter %i', (counter, code) => {
    expect(generateSync({ secret, strategy: 'hotp', counter, crypto: nodeCrypto })).toBe(code);
  });

  // Appendix B has eight digits; six digits are the last six of them.
  it.each([
    ['1970-01-01T00:00:59Z', 1, '94287082'],
    ['2005-03-18T01:58:29Z', 0x23523ec, '07081804'],
    ['2005-03-18T01:58:31Z', 0x23523ed, '14050471'],
    ['2009-02-13T23:31:30Z', 0x273ef07, '89005924'],
    ['2033-05-18T03:33:20Z', 0x3f940aa, '69279037'],
    ['2603-10-11T11:33:20Z', 0x27bc86aa, '65353130'],
  ])('RFC 6238 appendix B, SHA-1: %s', (moment, step, eightDigits) => {
    const at = new Date(moment);
    const epoch = at.getTime() / 1000;
    expect(generateSync({ secret, digits: 8, epoch, crypto: nodeCrypto })).toBe(eightDigits);

    const sealer = new Sealer(testKeyring());
    const binding = { accountId: newId<AccountId>(), factorId: newId<FactorId>() };
    const seed = sealSeed(sealer, binding, secret);
    expect(new SealedTotpCodes(sealer).matchingStep(binding, seed, eightDigits.slice(-6), at)).toBe(step);
  });
});
