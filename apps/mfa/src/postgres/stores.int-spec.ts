import { FixedClock } from '@postern/kernel/testing';
import { approvalsContract, attemptsContract, flowsContract, sendingLimitsContract } from '@postern/mfa-domain/testing';
import { openStores, type Stores } from '../testing/stores.js';
import { PgSendingLimits, type SendingCap } from './pg-sending-limits.js';

describe('The stores on PostgreSQL', () => {
  let stores: Stores;
  beforeAll(async () => {
    stores = await openStores();
  });
  afterAll(() => stores.close());

  describe('PgFlows', () => flowsContract(() => stores.fresh()));
  describe('PgAnswers, counting', () => attemptsContract(() => stores.fresh()));
  describe('PgAnswers, settling', () => approvalsContract(() => stores.fresh()));

  describe('PgSendingLimits', () => {
    const caps = (max: number): SendingCap[] => [
      { of: 'destination', max, windowSeconds: 3600 },
      { of: 'account', max, windowSeconds: 3600 },
      { of: 'prefix', max: 100, windowSeconds: 3600 },
      { of: 'country', max: 100, windowSeconds: 3600 },
    ];
    const limits = async (clock = new FixedClock()) => {
      await stores.empty();
      return new PgSendingLimits(stores.database, caps(3), 'enforce', clock);
    };
    sendingLimitsContract(() => limits());
  });
});
