import type { ChunkState, JudgedMember, RolloutState } from '@postern/mfa-domain';
import { Table } from '../postgres/table.js';

export const rolloutTable = new Table<RolloutState>('mfa.rollout', {
  id: 'uuid',
  organizationId: 'uuid',
  organization: 'text',
  state: 'text',
  round: 'int',
  members: 'int',
  succeeded: 'int',
  failed: 'int',
  skipped: 'int',
  asked: 'uuid',
  cursor: 'uuid',
  listRead: 'boolean',
  openChunks: 'int',
  startedAt: 'timestamptz',
  finishedAt: 'timestamptz',
});

export const chunkTable = new Table<ChunkState>('mfa.rollout_chunk', {
  id: 'uuid',
  rolloutId: 'uuid',
  round: 'int',
  after: 'uuid',
  accounts: 'jsonb',
  status: 'text',
  since: 'timestamptz',
  askedAt: 'timestamptz',
});

export interface StoredMember extends JudgedMember {
  rolloutId: ChunkState['rolloutId'];
  chunkId: ChunkState['id'];
}

export const rolloutMemberTable = new Table<StoredMember>('mfa.rollout_member', {
  rolloutId: 'uuid',
  accountId: 'uuid',
  state: 'text',
  code: 'text',
  round: 'int',
  chunkId: 'uuid',
});
