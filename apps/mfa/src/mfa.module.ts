import { Module, type DynamicModule } from '@nestjs/common';
import { ServiceModule } from '@postern/platform';
import type { MfaConfig } from './config.js';
import { AccountFactorsController } from './http/account-factors.controller.js';
import { ChallengesController } from './http/challenges.controller.js';
import { ChangesController } from './http/changes.controller.js';
import { EmailVerificationsController } from './http/email-verifications.controller.js';
import { EmailController } from './http/email.controller.js';
import { EnrollmentController } from './http/enrollment.controller.js';
import { ExportController } from './http/export.controller.js';
import { FactorResetController } from './http/factor-reset.controller.js';
import { FlowEventsController } from './http/flow-events.controller.js';
import { FlowsController } from './http/flows.controller.js';
import { PasskeysController } from './http/passkeys.controller.js';
import { PasswordController } from './http/password.controller.js';
import { RecoveryCodesController } from './http/recovery-codes.controller.js';
import { TrustedDevicesController } from './http/trusted-devices.controller.js';
import { AdoptionController } from './organizations/adoption.controller.js';
import { PolicyController } from './organizations/policy.controller.js';
import { mfaSchema } from './postgres/schema.js';
import { adapters } from './wiring/adapters.js';
import { RolloutsController } from './rollout/rollouts.controller.js';
import { edge } from './wiring/edge.js';
import { organizations } from './wiring/organizations.js';
import { rollouts } from './wiring/rollouts.js';
import { useCases } from './wiring/use-cases.js';

@Module({})
export class MfaModule {
  static forConfig(config: MfaConfig): DynamicModule {
    return {
      module: MfaModule,
      imports: [
        ServiceModule.forRoot({ databaseUrl: config.DATABASE_URL, queueUrl: config.QUEUE_URL, schema: mfaSchema }),
      ],
      controllers: [
        FlowsController,
        FlowEventsController,
        PasswordController,
        // `factors/pending` before `factors/:id`.
        EnrollmentController,
        ChangesController,
        EmailController,
        ChallengesController,
        EmailVerificationsController,
        PasskeysController,
        AccountFactorsController,
        TrustedDevicesController,
        RecoveryCodesController,
        FactorResetController,
        ExportController,
        PolicyController,
        AdoptionController,
        RolloutsController,
      ],
      providers: [...adapters(config), ...organizations(config), ...useCases, ...rollouts(config), ...edge(config)],
    };
  }
}
