import type { MemberImportView } from '@postern/contracts';
import type { MemberImportFacts } from '@postern/identity-domain';

/** How far an import has come. Who began it is in the audit record. */
export function memberImportView(facts: MemberImportFacts): MemberImportView {
  const { id, dryRun, state, rows, processed, created, joined, invited, unchanged, failed } = facts;
  return {
    ...{ id, dryRun, rows, processed, created, joined, invited, unchanged, failed },
    // One that is still on its way is told to nobody.
    state: state === 'receiving' ? 'processing' : state,
    startedAt: facts.startedAt.toISOString(),
    finishedAt: facts.finishedAt?.toISOString() ?? null,
  };
}
