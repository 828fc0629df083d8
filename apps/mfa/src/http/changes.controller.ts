import { Controller, Delete, HttpCode, Param, ParseUUIDPipe, Post, UseGuards } from '@nestjs/common';
import type { FlowState } from '@postern/contracts';
import { FinishChanges, RecoverFactors, RemoveFactor, type FactorId, type FlowCall } from '@postern/mfa-domain';
import { Problem } from '@postern/platform';
import { CurrentFlow } from './flow-call.js';
import { FlowReplies } from './flow-replies.js';
import { ServiceTokenGuard } from './service-token.js';

/** What is no id is nobody's id. */
export const FactorIdParam = (): ParameterDecorator =>
  Param('id', new ParseUUIDPipe({ exceptionFactory: () => new Problem('factor.not_found') }));

@Controller('internal/flows/current')
@UseGuards(ServiceTokenGuard)
export class ChangesController {
  constructor(
    private readonly removeFactor: RemoveFactor,
    private readonly finishChanges: FinishChanges,
    private readonly recoverFactors: RecoverFactors,
    private readonly replies: FlowReplies,
  ) {}

  @Delete('factors/:id')
  async remove(@CurrentFlow() call: FlowCall, @FactorIdParam() id: FactorId): Promise<FlowState> {
    return this.replies.state(await this.replies.settle(this.removeFactor.execute(call, id)));
  }

  @Post('done')
  @HttpCode(200)
  async finish(@CurrentFlow() call: FlowCall): Promise<FlowState> {
    return this.replies.state(await this.replies.settle(this.finishChanges.execute(call)));
  }

  @Post('lost-factors')
  @HttpCode(200)
  async recover(@CurrentFlow() call: FlowCall): Promise<FlowState> {
    return this.replies.state(await this.replies.settle(this.recoverFactors.execute(call)));
  }
}
