import { randomBytes, randomUUID } from 'node:crypto';
import type { FlowState, FlowStep } from '@postern/contracts';
import type { TrustedKeys } from '@postern/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { FakeService, flowTokenOf, refuse } from './fake-service.js';

const soon = (): string => new Date(Date.now() + 300_000).toISOString();

/** Answers as mfa does: the code is always 123456, and the token of the e-mail link always `good-link-token-0001`. */
export class FakeMfa extends FakeService {
  readonly flows = new Map<string, FlowState>();
  readonly streams = new Set<FastifyReply>();
  readonly deviceTokens: (string | undefined)[] = [];

  constructor(trusted: TrustedKeys) {
    super('mfa', trusted);
    this.server.post<{ Body: { subjectToken: string; deviceToken?: string } }>(
      '/internal/flows',
      async ({ body }, reply) => {
        if (!body.subjectToken.startsWith('subject-')) return refuse(reply, 'flow.required');
        this.deviceTokens.push(body.deviceToken);
        const flowToken = randomBytes(32).toString('base64url');
        const flow: FlowState = { id: randomUUID(), purpose: 'sign-in', step: answerStep() };
        this.flows.set(flowToken, flow);
        return reply.status(201).send({ flowToken, flow });
      },
    );
    const current = '/internal/flows/current';
    this.server.get(current, (request, reply) => this.answer(request, reply, (flow) => flow));
    this.server.delete(current, (request, reply) =>
      this.answer(request, reply, (flow) => {
        this.flows.delete(flowTokenOf(request));
        return flow;
      }),
    );
    this.server.delete(`${current}/factors/pending`, (request, reply) => this.answer(request, reply, (flow) => flow));
    for (const action of ['enrollment-choice', 'email', 'email/resend', 'factors', 'challenge']) {
      this.server.post(`${current}/${action}`, (request, reply) => this.answer(request, reply, (flow) => flow));
    }
    this.server.post(`${current}/resend`, (_request, reply) => {
      void reply.header('retry-after', '6');
      return refuse(reply, 'challenge.resend_too_soon', { resendAt: soon() });
    });
    this.server.post<{ Body: { code: string } }>(`${current}/answer`, (request, reply) =>
      this.answer(request, reply, (flow) => {
        if (request.body.code !== '123456') return refuse(reply, 'challenge.rejected', { attemptsLeft: 4 });
        return this.advance(flowTokenOf(request), flow, { kind: 'complete' });
      }),
    );
    this.server.get(`${current}/events`, (request, reply) =>
      this.answer(request, reply, (flow) => {
        reply.hijack();
        reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
        reply.raw.write(`: hello\n\nevent: flow\ndata: ${JSON.stringify(flow)}\n\n`);
        this.streams.add(reply);
        reply.raw.on('close', () => this.streams.delete(reply));
        return reply;
      }),
    );
    this.server.post<{ Body: { token: string } }>('/internal/email-verifications', async ({ body }, reply) => {
      if (body.token === 'good-link-token-0001') return { email: 'robin@example.org' };
      return refuse(
        reply,
        body.token === 'used-link-token-0001' ? 'email_verification.spent' : 'email_verification.unknown',
      );
    });
  }

  /** As when the person opens the link on another device. */
  advance(flowToken: string, flow: FlowState, step: FlowStep): FlowState {
    const next: FlowState = { ...flow, step };
    if (step.kind === 'complete') next.assuranceToken = `assurance-${flow.id}`;
    this.flows.set(flowToken, next);
    return next;
  }

  /** Sends to everybody who follows, as mfa does: never with the assurance token. */
  tell({ id, purpose, step }: FlowState): void {
    for (const { raw } of this.streams) raw.write(`event: flow\ndata: ${JSON.stringify({ id, purpose, step })}\n\n`);
  }

  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (flow: FlowState) => FlowState | FastifyReply,
  ): Promise<FlowState | FastifyReply> {
    const flow = this.flows.get(flowTokenOf(request));
    return flow ? work(flow) : refuse(reply, 'flow.required');
  }
}

const answerStep = (): FlowStep => ({
  kind: 'answer-challenge',
  factor: {
    id: randomUUID(),
    kind: 'sms',
    label: 'Text message',
    destination: '(***) ***-**31',
    activatedAt: soon(),
    lastUsedAt: null,
  },
  challenge: { id: randomUUID(), kind: 'sms', expiresAt: soon(), resendAt: soon(), attemptsLeft: 5 },
  alternatives: [],
  canRememberDevice: false,
});
