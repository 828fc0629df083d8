import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { contextHeaders } from '@postern/contracts';
import type { FlowCall, Source } from '@postern/mfa-domain';
import { Problem } from '@postern/platform';

/** Which flow a call is about and where it comes from; the gateway says both. */
export const CurrentFlow = createParamDecorator((_: unknown, context: ExecutionContext): FlowCall => {
  const { headers } = context.switchToHttp().getRequest<{ headers: Record<string, string | string[] | undefined> }>();
  const flowToken = headers[contextHeaders.flowToken];
  const source = headers[contextHeaders.source];
  if (typeof flowToken !== 'string' || !flowToken) throw new Problem('flow.required');
  return { flowToken, source: (typeof source === 'string' ? source : 'unknown') as Source };
});
