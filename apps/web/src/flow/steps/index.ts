import type { FlowStepKind } from '@postern/contracts';
import type { ComponentType } from 'react';
import type { StepProps } from '../step-props';
import { AcceptTerms } from './accept-terms';
import { ActivateFactor } from './activate-factor';
import { AnswerChallenge } from './answer-challenge';
import { AwaitEmail } from './await-email';
import { ChooseEnrollment } from './choose-enrollment';
import { ChoosePassword } from './choose-password';
import { Complete } from './complete';
import { ConfirmPassword } from './confirm-password';
import { EnrollFactor } from './enroll-factor';
import { ManageFactors } from './manage-factors';
import { VerifyEmail } from './verify-email';

/** What is shown at each step. A step that is missing here does not compile. */
const steps = {
  'choose-enrollment': ChooseEnrollment,
  'verify-email': VerifyEmail,
  'await-email': AwaitEmail,
  'enroll-factor': EnrollFactor,
  'activate-factor': ActivateFactor,
  'answer-challenge': AnswerChallenge,
  'confirm-password': ConfirmPassword,
  'manage-factors': ManageFactors,
  'accept-terms': AcceptTerms,
  'choose-password': ChoosePassword,
  complete: Complete,
} satisfies { [Kind in FlowStepKind]: ComponentType<StepProps<Kind>> };

/** The kind of a step says which type its component takes; TypeScript cannot follow that through a table. */
export const componentOf = (kind: FlowStepKind): ComponentType<StepProps<FlowStepKind>> =>
  steps[kind] as ComponentType<StepProps<FlowStepKind>>;
