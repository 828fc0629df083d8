import type { Clock } from '@postern/kernel';
import type { PasswordHasher } from '../account/password.js';
import type { MemberImportId } from './member-import.js';
import type { MemberImports } from './member-imports.js';
import { decideOn } from './row-decision.js';

export interface ImportMembersInput {
  importId: MemberImportId;
  fromRow: number;
  /** The message that asks for it. */
  messageId: string;
}

/** Deals with the next lines of an import. */
export class ImportMembers {
  constructor(
    private readonly imports: MemberImports,
    private readonly hasher: PasswordHasher,
    private readonly clock: Clock,
  ) {}

  async execute({ importId: id, fromRow, messageId: once }: ImportMembersInput): Promise<void> {
    const at = this.clock.now();
    const unusable = this.hasher.unusable();
    await this.imports.advance({ id, fromRow, once, at }, (current, rows) =>
      rows.map(({ row, standing }) => decideOn(current, row, standing, { unusable, at })),
    );
  }

  /** Goes on without these lines, for what keeps them from being stored would keep the others waiting. */
  async passOver({ importId: id, fromRow, messageId: once }: ImportMembersInput): Promise<void> {
    const verdict = { outcome: 'failed', field: '', reason: 'service-unavailable' } as const;
    await this.imports.advance({ id, fromRow, once, at: this.clock.now() }, (_, rows) =>
      rows.map(({ row: { row } }) => ({ row, verdict })),
    );
  }
}
