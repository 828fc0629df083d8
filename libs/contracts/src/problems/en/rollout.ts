import type { ProblemWords } from '../words.js';

export const rolloutProblems = {
  'policy.refused': {
    status: 422,
    title: 'This policy would keep everybody out',
    detail: 'Allow at least one kind of method that the level can be reached with.',
  },
  'policy.overtaken': {
    status: 409,
    title: 'The policy was changed in the meantime',
    detail: 'Nothing was saved. Look at the newer policy, then save what you want to change in it.',
  },
  'rollout.not_found': {
    status: 404,
    title: 'There is no such rollout',
    detail: 'Look for it in the list of rollouts.',
  },
  'rollout.running': {
    status: 409,
    title: 'MFA is being turned on already',
    detail: 'Watch the rollout that is under way, or cancel it first.',
  },
  'rollout.state_refused': {
    status: 409,
    title: 'The rollout is not in a state for that',
    detail: 'Look at it again: somebody else may have been faster.',
  },
  'rollout.not_required': {
    status: 409,
    title: 'MFA is not required any more',
    detail: 'Turn it on again to tell your members about it.',
  },
  'reminder.too_soon': {
    status: 429,
    title: 'A reminder went out today',
    detail: 'Send the next one tomorrow.',
  },
} as const satisfies Record<string, ProblemWords & { status: number }>;
