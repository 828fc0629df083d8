import type { AccountId } from '@postern/kernel';
import type { MethodFacts } from '../adoption/standing.js';
import { Factor } from '../factor/factor.js';
import { memberStandingsContract, remindersContract } from './adoption.contract.js';
import { answerRacesContract } from './answer-races.contract.js';
import type { AnswersHarness } from './answers-harness.js';
import { approvalsContract } from './approvals.contract.js';
import { attemptsContract } from './attempts.contract.js';
import { anEnrollment, noon } from './builders.js';
import { FakeDeviceTokens, FakePasskeyChallenges, FakeRecoveryCodes, InMemorySpentTokens } from './fake-codes.js';
import { FakeAuthenticator, FakePasskeys } from './fake-passkeys.js';
import { FakeFlowTokens, FakeLinkTokens, FakeOneTimeCodes, fakeTotpCode, FakeTotpCodes } from './fake-secrets.js';
import { FakePhoneNumbers, InMemorySendingLimits } from './fake-surroundings.js';
import { factorChangesContract, type FactorChangesHarness } from './factor-changes.contract.js';
import { factorResetsContract, type FactorResetsHarness } from './factor-resets.contract.js';
import { flowsContract } from './flows.contract.js';
import { InMemoryMemberStandings, InMemoryReminders } from './in-memory-adoption.js';
import { InMemoryAnswers } from './in-memory-answers.js';
import { InMemoryFactorLabels } from './in-memory-factor-labels.js';
import { InMemoryFactorResets } from './in-memory-factor-resets.js';
import { InMemoryFlows } from './in-memory-flows.js';
import { InMemoryMemberCopies } from './in-memory-member-copies.js';
import { InMemoryOrganizationPolicies } from './in-memory-organization-policies.js';
import { InMemoryPasskeySignIns, InMemoryRecoveryCodeSets } from './in-memory-passkeys.js';
import { InMemoryStore } from './in-memory-store.js';
import { InMemoryTrustedDevices } from './in-memory-trusted-devices.js';
import { memberCopiesContract } from './member-copies.contract.js';
import { organizationPoliciesContract } from './organization-policies.contract.js';
import { passkeyChallengesContract } from './passkey-challenges.contract.js';
import { passkeySignInsContract, type PasskeySignInsHarness } from './passkey-sign-ins.contract.js';
import { passkeysContract } from './passkeys.contract.js';
import { phoneNumbersContract } from './phone-numbers.contract.js';
import { racesContract } from './races.contract.js';
import { recoveryCodeSetsContract, type RecoveryCodeSetsHarness } from './recovery-code-sets.contract.js';
import { recoveryCodesContract } from './recovery-codes.contract.js';
import { linkTokensContract, oneTimeCodesContract, opaqueTokensContract } from './secrets.contract.js';
import { sendingLimitsContract } from './sending-limits.contract.js';
import { spentTokensContract } from './spent-tokens.contract.js';
import { totpCodesContract } from './totp-codes.contract.js';
import { trustedDevicesContract } from './trusted-devices.contract.js';
import { inMemoryPorts, worldOn } from './world.js';

const audited = /^(email\.verified|enrollment\.|factor\.|challenge\.|device\.|recovery_code|factor_reset)/;

async function inMemory(): Promise<
  AnswersHarness & FactorChangesHarness & FactorResetsHarness & PasskeySignInsHarness & RecoveryCodeSetsHarness
> {
  const store = new InMemoryStore();
  return {
    flows: new InMemoryFlows(store),
    answers: new InMemoryAnswers(store),
    signIns: new InMemoryPasskeySignIns(store),
    devices: new InMemoryTrustedDevices(store),
    labels: new InMemoryFactorLabels(store),
    resets: new InMemoryFactorResets(store),
    sets: new InMemoryRecoveryCodeSets(store),
    given: async (factors: Factor[]) => {
      for (const { state } of factors) {
        const { accountId } = state;
        const verifiedAddress = 'robin@example.org';
        const enrollment = anEnrollment({ accountId, verifiedAddress, verifiedAt: noon, enrolledAt: noon });
        store.factors.set(state.id, state);
        store.enrollments.set(accountId, enrollment.state);
      }
    },
    auditTrail: async () => store.published.map(({ type }) => type).filter((type) => audited.test(type)),
  };
}

describe('InMemoryMemberCopies', () => memberCopiesContract(async () => new InMemoryMemberCopies()));
describe('InMemoryOrganizationPolicies', () =>
  organizationPoliciesContract(async () => {
    const policies = new InMemoryOrganizationPolicies();
    const told = async () =>
      policies.published.map(({ revision, requiredSince }) => ({ revision, required: requiredSince !== null }));
    return { policies, told };
  }));
describe('InMemoryMemberStandings', () =>
  memberStandingsContract(async () => {
    const members = new InMemoryMemberCopies();
    const facts = new Map<AccountId, MethodFacts>();
    const known = async (more: ReadonlyMap<AccountId, MethodFacts>) => more.forEach((fact, id) => facts.set(id, fact));
    return { standings: new InMemoryMemberStandings(members, facts), members, known };
  }));
describe('InMemoryReminders', () =>
  remindersContract(async () => {
    const reminders = new InMemoryReminders();
    return { reminders, begun: async () => reminders.begun.map(({ id }) => id) };
  }));
describe('InMemoryFlows', () => flowsContract(inMemory));
describe('InMemoryFlows, changing factors', () => factorChangesContract(inMemory));
describe('InMemoryFactorResets', () => factorResetsContract(inMemory));
describe('InMemoryAnswers', () => {
  attemptsContract(inMemory);
  approvalsContract(inMemory);
});
describe('FakeOneTimeCodes', () => oneTimeCodesContract(() => new FakeOneTimeCodes()));
describe('FakeFlowTokens', () => opaqueTokensContract(() => new FakeFlowTokens()));
describe('FakeDeviceTokens', () => opaqueTokensContract(() => new FakeDeviceTokens()));
describe('FakePasskeyChallenges', () =>
  passkeyChallengesContract(() => {
    const challenges = new FakePasskeyChallenges();
    return { challenges, keyId: challenges.keyId };
  }));
describe('FakePasskeys', () =>
  passkeysContract(() => ({ passkeys: new FakePasskeys(), authenticator: () => new FakeAuthenticator() })));
describe('FakeRecoveryCodes', () => recoveryCodesContract(() => new FakeRecoveryCodes()));
describe('InMemorySpentTokens', () => spentTokensContract(async () => new InMemorySpentTokens()));
describe('InMemoryPasskeySignIns', () => passkeySignInsContract(inMemory));
describe('InMemoryRecoveryCodeSets', () => recoveryCodeSetsContract(inMemory));
describe('InMemoryTrustedDevices', () =>
  trustedDevicesContract(async () => {
    const store = new InMemoryStore();
    const auditTrail = async () => store.published.map(({ type }) => type);
    return { devices: new InMemoryTrustedDevices(store), auditTrail };
  }));
describe('FakeTotpCodes', () => totpCodesContract(() => ({ totp: new FakeTotpCodes(), totpCode: fakeTotpCode })));
describe('FakeLinkTokens', () => linkTokensContract(() => new FakeLinkTokens()));
describe('InMemorySendingLimits', () => sendingLimitsContract(async () => new InMemorySendingLimits(3)));
describe('FakePhoneNumbers', () => phoneNumbersContract(() => new FakePhoneNumbers()));
describe('use cases in memory', () => {
  racesContract(async () => worldOn(inMemoryPorts()));
  answerRacesContract(async () => worldOn(inMemoryPorts()));
});
