import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { startStepUpRequest, type FlowView, type StartStepUpRequest } from '@postern/contracts';
import { Endpoint } from '../api-reference/endpoint.js';
import { examples } from '../api-reference/examples.js';
import { CurrentExchange, Exchange } from '../edge/exchange.js';
import { StartSessionFlow } from './start-session-flow.js';

@Controller('v1/step-ups')
export class StepUpsController {
  constructor(private readonly startFlow: StartSessionFlow) {}

  @Post()
  @HttpCode(200)
  @Endpoint({
    tag: 'Session',
    summary: 'Show once more who one is, and more surely',
    description:
      'What `session.step_up_required` asks for. It goes on like a sign-in, at `/v1/sign-ins/current`, and is complete at once where the session is fresh and sure enough. At the end a new session takes the place of this one. Native clients, which send their session as bearer token, get `flowToken` and `session.token` once.',
    credentials: 'session',
    body: examples.startStepUp,
    reply: [200, 'Flow', { ...examples.flow, ...examples.complete }],
    problems: [
      'session.required',
      'step_up.unreachable',
      'application.unknown',
      'assurance.refused',
      'request.rate_limited',
    ],
  })
  start(
    @Body({ schema: startStepUpRequest }) { aal, maxAgeSeconds, application }: StartStepUpRequest,
    @CurrentExchange() exchange: Exchange,
  ): Promise<FlowView> {
    const wanted = { aal: aal ?? null, maxAgeSeconds: maxAgeSeconds ?? null, application: application ?? null };
    return this.startFlow.execute({ purpose: 'step-up', ...wanted }, exchange);
  }
}
