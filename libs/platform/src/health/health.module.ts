import { Controller, Get, Inject, Module, type DynamicModule } from '@nestjs/common';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  TerminusModule,
  type HealthCheckResult,
} from '@nestjs/terminus';

/** Name → a check that throws while the part is away. */
export type ReadinessChecks = Record<string, () => Promise<unknown>>;

const readinessChecks = Symbol('readiness checks');

@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    @Inject(readinessChecks) private readonly checks: ReadinessChecks,
  ) {}

  /** The process runs: restart it if this does not answer. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** What it needs is there: send it traffic only then. 503 with the part's name otherwise. */
  @Get('ready')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check(
      Object.entries(this.checks).map(([name, check]) => async () => {
        const indicator = this.indicators.check(name);
        return check().then(
          () => indicator.up(),
          () => indicator.down(),
        );
      }),
    );
  }
}

@Module({})
export class HealthModule {
  static forRoot(checks: {
    inject: unknown[];
    useFactory: (...dependencies: never[]) => ReadinessChecks;
  }): DynamicModule {
    return {
      module: HealthModule,
      imports: [TerminusModule.forRoot({ logger: false })],
      controllers: [HealthController],
      providers: [{ provide: readinessChecks, ...checks } as never],
    };
  }
}
