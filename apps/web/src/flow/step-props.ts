import type { FlowStep, FlowStepKind, FlowView } from '@postern/contracts';

export type StepOf<Kind extends FlowStepKind> = Extract<FlowStep, { kind: Kind }>;

export interface StepProps<Kind extends FlowStepKind> {
  flow: FlowView;
  step: StepOf<Kind>;
}
