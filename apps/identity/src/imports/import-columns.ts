/** `MemberImportFacts`, from `identity.member_import i`. */
export const importFacts = `i.id, i.organization_id as "organizationId", i.dry_run as "dryRun", i.state, i.actor,
  i.actor_name as "actorName", i.acting_as as "by", i.locale, i.rows, i.processed, i.created, i.joined, i.invited,
  i.unchanged, i.failed, i.started_at as "startedAt", i.finished_at as "finishedAt"`;
