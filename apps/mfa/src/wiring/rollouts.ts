import type { FactoryProvider } from '@nestjs/common';
import { Clock } from '@postern/kernel';
import * as domain from '@postern/mfa-domain';
import { bind, Database, Outbox } from '@postern/platform';
import type { MfaConfig } from '../config.js';
import { FlowChanges } from '../postgres/flow-changes.js';
import { PgChunks } from '../rollout/pg-chunks.js';
import { PgRollouts } from '../rollout/pg-rollouts.js';
import { RolloutDesk } from '../rollout/rollout-desk.js';
import { RolloutHandlers } from '../rollout/rollout-handlers.js';
import { RolloutMessages } from '../rollout/rollout-messages.js';
import { use } from './use.js';

const {
  BeginRollout,
  Chunks,
  EnrollmentPolicies,
  ResumeRollouts,
  Rollouts,
  SettleChunk,
  SteerRollout,
  TakeMemberPage,
} = domain;

/** MFA for everybody in an organization. */
export const rollouts = (config: MfaConfig): FactoryProvider[] => [
  {
    provide: RolloutMessages,
    useFactory: () => new RolloutMessages(`${config.PUBLIC_URL.replace(/\/+$/, '')}/sign-in`),
  },
  bind(Rollouts, PgRollouts, Database, Outbox, RolloutMessages, FlowChanges),
  bind(Chunks, PgChunks, Database, EnrollmentPolicies),
  use(BeginRollout, Rollouts, Clock),
  use(SteerRollout, Rollouts, Clock),
  use(TakeMemberPage, Chunks, Rollouts, Clock),
  use(SettleChunk, Chunks, Rollouts, Clock),
  use(ResumeRollouts, Chunks, Rollouts, Clock),
  use(RolloutDesk, Rollouts, BeginRollout, SteerRollout),
  use(RolloutHandlers, TakeMemberPage, SettleChunk, ResumeRollouts),
];
