import { randomUUID } from 'node:crypto';
import type { FactorView, FlowStep } from '@postern/contracts';

const soon = (): string => new Date(Date.now() + 300_000).toISOString();

const factor = (): FactorView => ({
  id: randomUUID(),
  kind: 'sms',
  label: 'Text message',
  destination: '(***) ***-**31',
  activatedAt: soon(),
  lastUsedAt: null,
});

export const answerStep = (): FlowStep => ({
  kind: 'answer-challenge',
  factor: factor(),
  challenge: { id: randomUUID(), kind: 'sms', expiresAt: soon(), resendAt: soon(), attemptsLeft: 5 },
  alternatives: [],
  canRememberDevice: false,
});

export const manageStep = (): FlowStep => ({
  kind: 'manage-factors',
  factors: [factor()],
  allowed: ['sms', 'totp', 'webauthn'],
  mustKeepOne: true,
});
