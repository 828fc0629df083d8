import { Body, Controller, Delete, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { startFlowRequest, type FlowState, type StartedFlow } from '@postern/contracts';
import { AbandonFlow, ReadFlow, StartFlow, type FlowCall, type Source } from '@postern/mfa-domain';
import { FromCaller, type Caller } from '@postern/platform';
import { CurrentFlow } from './flow-call.js';
import { FlowReplies } from './flow-replies.js';
import { FlowSubjects } from './flow-subjects.js';
import { ServiceTokenGuard } from './service-token.js';

@Controller('internal/flows')
@UseGuards(ServiceTokenGuard)
export class FlowsController {
  constructor(
    private readonly startFlow: StartFlow,
    private readonly readFlow: ReadFlow,
    private readonly abandonFlow: AbandonFlow,
    private readonly subjects: FlowSubjects,
    private readonly replies: FlowReplies,
  ) {}

  /** A token that buys nothing is told apart by nothing: forged, expired and spent ones all mean to sign in again. */
  @Post()
  @HttpCode(200)
  async start(
    @Body({ schema: startFlowRequest }) { subjectToken, deviceToken }: { subjectToken: string; deviceToken?: string },
    @FromCaller() { source }: Caller,
  ): Promise<StartedFlow> {
    const subject = await this.subjects.starting(subjectToken);
    const started = await this.replies.settle(this.startFlow.execute(subject, source as Source, deviceToken));
    return { flowToken: started.flowToken.reveal(), flow: await this.replies.state(started) };
  }

  @Get('current')
  async read(@CurrentFlow() call: FlowCall): Promise<FlowState> {
    return this.replies.state(await this.replies.settle(this.readFlow.execute(call)));
  }

  @Delete('current')
  @HttpCode(204)
  async abandon(@CurrentFlow() call: FlowCall): Promise<void> {
    await this.replies.settle(this.abandonFlow.execute(call));
  }
}
