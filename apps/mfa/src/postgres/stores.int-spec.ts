import { Logger } from '@nestjs/common';
import { newId, type AccountId } from '@postern/kernel';
import { FixedClock } from '@postern/kernel/testing';
import {
  approvalsContract,
  attemptsContract,
  factorChangesContract,
  factorResetsContract,
  flowsContract,
  home,
  memberCopiesContract,
  memberStandingsContract,
  organizationPoliciesContract,
  passkeySignInsContract,
  recoveryCodeSetsContract,
  remindersContract,
  sendingLimitsContract,
  spentTokensContract,
  trustedDevicesContract,
} from '@postern/mfa-domain/testing';
import type { MethodFacts } from '@postern/mfa-domain';
import { knowFacts } from '../testing/member-facts.js';
import { openStores, type Stores } from '../testing/stores.js';
import { PgSendingLimits, type SendingCap } from './pg-sending-limits.js';

describe('The stores on PostgreSQL', () => {
  let stores: Stores;
  beforeAll(async () => {
    Logger.overrideLogger(false);
    stores = await openStores();
  });
  afterAll(() => stores.close());

  describe('PgFlows, changing factors', () => factorChangesContract(() => stores.fresh()));
  describe('PgFactorResets', () => factorResetsContract(() => stores.fresh()));
  describe('PgFlows', () => flowsContract(() => stores.fresh()));
  describe('PgAnswers, counting', () => attemptsContract(() => stores.fresh()));
  describe('PgAnswers, settling', () => approvalsContract(() => stores.fresh()));

  describe('PgMemberCopies', () => memberCopiesContract(async () => (await stores.fresh()).members));
  describe('PgOrganizationPolicies', () =>
    organizationPoliciesContract(async () => {
      const { policies } = await stores.fresh();
      const told = () =>
        stores.database.query<{ revision: number; required: boolean }>(
          'spec.policies-told',
          `select (body->>'revision')::int as revision, body->>'mfaRequiredSince' is not null as required
           from mfa.outbox where name = 'organization.policy_changed' order by seq`,
        );
      return { policies, told };
    }));
  describe('PgMemberStandings', () =>
    memberStandingsContract(async () => {
      const { standings, members } = await stores.fresh();
      const known = (facts: ReadonlyMap<AccountId, MethodFacts>) => knowFacts(stores.database, facts);
      return { standings, members, known };
    }));
  describe('PgReminders', () =>
    remindersContract(async () => {
      const { reminders } = await stores.fresh();
      const begun = async () => {
        const rows = await stores.database.query<{ id: string }>(
          'spec.reminders',
          `select body->>'reminderId' as id from mfa.outbox where name = 'send-reminders' order by seq`,
        );
        return rows.map(({ id }) => id);
      };
      return { reminders, begun };
    }));
  describe('PgTrustedDevices', () => trustedDevicesContract(() => stores.fresh()));
  describe('PgPasskeySignIns', () => passkeySignInsContract(() => stores.fresh()));
  describe('PgRecoveryCodeSets', () => recoveryCodeSetsContract(() => stores.fresh()));
  describe('PgSpentTokens', () => spentTokensContract(async () => (await stores.fresh()).spentTokens));

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

    const send = (changes: object = {}) => ({
      accountId: newId<AccountId>(),
      channel: 'sms' as const,
      destination: '+12125550101',
      proven: false,
      source: home,
      ...changes,
    });
    const admitted = async (limit: PgSendingLimits, count: number, changes: (index: number) => object) => {
      const outcomes = [];
      for (let index = 0; index < count; index++) outcomes.push(await limit.admit(send(changes(index))));
      return outcomes.filter(Boolean).length;
    };

    it('caps what goes to neighboring numbers, and to one country, whoever asks (S25)', async () => {
      const clock = new FixedClock();
      await stores.empty();
      const cap = (of: SendingCap['of']) =>
        new PgSendingLimits(stores.database, [{ of, max: 5, windowSeconds: 60 }], 'enforce', clock);
      expect(await admitted(cap('prefix'), 9, (index) => ({ destination: `+1212555010${index}` }))).toBe(5);
      expect(await cap('prefix').admit(send({ destination: '+12125560101' }))).toBe(true);
      expect(await admitted(cap('country'), 9, (index) => ({ destination: `+1212${200 + index}0100` }))).toBe(5);
      expect(await cap('country').admit(send({ destination: '+16042345678' }))).toBe(true);
      expect(await admitted(cap('prefix'), 9, () => ({ channel: 'email', destination: 'a@example.org' }))).toBe(9);
    });

    it('knows an address in whatever case it is written', async () => {
      const limit = await limits();
      const spellings = ['a@example.org', 'A@example.org', 'a@EXAMPLE.org', 'A@EXAMPLE.ORG'];
      expect(await admitted(limit, 4, (index) => ({ channel: 'email', destination: spellings[index] }))).toBe(3);
    });

    it('begins anew when the window is over', async () => {
      const clock = new FixedClock();
      const limit = await limits(clock);
      expect(await admitted(limit, 5, () => ({}))).toBe(3);
      clock.advance(3599);
      expect(await limit.admit(send())).toBe(false);
      clock.advance(1);
      expect(await admitted(limit, 5, () => ({}))).toBe(3);
    });

    it('does not let messages that are held back use up what others share (S25)', async () => {
      await stores.empty();
      const limit = new PgSendingLimits(
        stores.database,
        [
          { of: 'destination', max: 1, windowSeconds: 60 },
          { of: 'country', max: 10, windowSeconds: 60 },
        ],
        'enforce',
        new FixedClock(),
      );
      const flood = await Promise.all(Array.from({ length: 40 }, () => limit.admit(send())));
      expect(flood.filter(Boolean)).toHaveLength(1);
      expect(await admitted(limit, 12, (index) => ({ destination: `+1212555${2000 + index}` }))).toBe(9);
    });

    it('only records where it is told to, so that caps can be tried out first', async () => {
      await stores.empty();
      const limit = new PgSendingLimits(stores.database, caps(3), 'record', new FixedClock());
      expect(await admitted(limit, 6, () => ({}))).toBe(6);
    });
  });
});
