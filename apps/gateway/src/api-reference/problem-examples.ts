import { problems, rolloutView, type ProblemBody, type ProblemCode } from '@postern/contracts';
import { mfaExamples } from './organization-mfa-examples.js';

/** What some codes carry beside their words. */
const further: Partial<Record<ProblemCode, Partial<ProblemBody>>> = {
  'challenge.rejected': { attemptsLeft: 4 },
  'challenge.locked': { retryAt: '2026-11-21T09:45:00.000Z' },
  'challenge.resend_too_soon': { resendAt: '2026-11-21T09:30:06.000Z' },
  'rollout.running': { rollout: rolloutView.parse(mfaExamples.rollout['under way']) },
  'session.step_up_required': { required: { aal: 'aal2', maxAgeSeconds: 300 } },
  'account.password_refused': {
    errors: [{ field: 'password', reason: 'common', message: 'Many people use this password. Choose a rarer one.' }],
  },
  'request.invalid': {
    errors: [
      {
        field: 'email',
        reason: 'invalid-format',
        message: 'Enter an email address, for example name@example.org.',
      },
    ],
  },
};

export const problemExample = (code: ProblemCode) => ({
  type: `urn:postern:problem:${code}`,
  title: problems[code].title,
  status: problems[code].status,
  code,
  detail: problems[code].detail,
  requestId: '5c0b1f0e-8a43-4c58-9d0f-2f4d1f9f3f10',
  ...further[code],
});
