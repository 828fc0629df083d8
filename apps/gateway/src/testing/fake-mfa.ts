import { randomBytes, randomUUID } from 'node:crypto';
import type { FlowPurpose, FlowState, FlowStep, Locale, RolloutView } from '@postern/contracts';
import type { TrustedKeys } from '@postern/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerAboutFactors } from './fake-mfa-factors.js';
import { answerAboutPolicies, answerAboutRollouts } from './fake-mfa-organizations.js';
import { answerStep, manageStep } from './fake-mfa-steps.js';
import { FakeService, flowTokenOf, refuse } from './fake-service.js';

const soon = (): string => new Date(Date.now() + 300_000).toISOString();

/** Answers as mfa does: the code is always 123456, and the token of the e-mail link always `good-link-token-0001`. */
export class FakeMfa extends FakeService {
  readonly flows = new Map<string, FlowState>();
  readonly streams = new Set<FastifyReply>();
  /** What came with each flow that was begun. */
  readonly deviceTokens: (string | undefined)[] = [];
  /** What was given out to devices that are remembered. */
  readonly devices = new Set<string>();
  locale: Locale = 'en';
  /** Those who follow a rollout. */
  readonly followers = new Set<FastifyReply>();
  /** The one that is under way. */
  rollout: RolloutView | undefined;

  constructor(
    trusted: TrustedKeys,
    private readonly accountId: string,
  ) {
    super('mfa', trusted);
    this.server.post<{ Body: { subjectToken: string; deviceToken?: string } }>(
      '/internal/flows',
      async ({ body }, reply) => {
        if (!body.subjectToken.startsWith('subject-')) return refuse(reply, 'flow.required');
        this.deviceTokens.push(body.deviceToken);
        const flowToken = randomBytes(32).toString('base64url');
        return reply.status(201).send({ flowToken, flow: this.begin(flowToken, body) });
      },
    );
    this.answerAboutFlows();
    answerAboutFactors(this);
    answerAboutPolicies(this);
    answerAboutRollouts(this);
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
    const { confirmationToken: _, ...rest } = flow;
    const next: FlowState = { ...rest, step };
    if (step.kind === 'complete' || step.kind === 'choose-password')
      next.assuranceToken = `assurance-${flow.purpose}-${flow.id}`;
    this.flows.set(flowToken, next);
    return next;
  }

  /** Sends to everybody who follows, as mfa does: never with the tokens that are for identity. */
  tell({ assuranceToken: _, confirmationToken: __, ...flow }: FlowState): void {
    for (const { raw } of this.streams) raw.write(`event: flow\ndata: ${JSON.stringify(flow)}\n\n`);
  }

  private begin(flowToken: string, { subjectToken, deviceToken }: { subjectToken: string; deviceToken?: string }) {
    const [, purpose = 'sign-in'] = /^subject-(step-up|recovery|manage-factors)/.exec(subjectToken) ?? [];
    const application = subjectToken.endsWith('parcel-desk')
      ? { slug: 'parcel-desk', name: 'Parcel Desk', supportContact: 'help@parcel-desk.example' }
      : null;
    const { accountId, locale } = this;
    const flow: FlowState = {
      id: randomUUID(),
      purpose: purpose as FlowPurpose,
      accountId,
      locale,
      application,
      step: purpose === 'manage-factors' ? manageStep() : answerStep(),
    };
    if (purpose === 'step-up') {
      flow.step = { kind: 'confirm-password', username: 'robin' };
      flow.confirmationToken = `confirmation-${flow.id}`;
    }
    this.flows.set(flowToken, flow);
    const proven = /-(?:satisfied|passkey)$/.test(subjectToken) || this.devices.has(deviceToken ?? '');
    return proven ? this.advance(flowToken, flow, { kind: 'complete' }) : flow;
  }

  private answerAboutFlows(): void {
    const current = '/internal/flows/current';
    this.server.get(current, (request, reply) => this.answer(request, reply, (flow) => flow));
    this.server.delete(current, (request, reply) =>
      this.answer(request, reply, (flow) => {
        this.flows.delete(flowTokenOf(request));
        return flow;
      }),
    );
    this.server.delete<{ Params: { id: string } }>(`${current}/factors/:id`, (request, reply) =>
      this.answer(request, reply, (flow) =>
        request.params.id === 'pending' || flow.step.kind === 'manage-factors'
          ? flow
          : refuse(reply, 'flow.step_out_of_order'),
      ),
    );
    for (const action of ['enrollment-choice', 'email', 'email/resend', 'factors', 'challenge', 'lost-factors']) {
      this.server.post(`${current}/${action}`, (request, reply) => this.answer(request, reply, (flow) => flow));
    }
    this.server.post(`${current}/resend`, (request, reply) =>
      this.answer(request, reply, () => {
        void reply.header('retry-after', '6');
        return refuse(reply, 'challenge.resend_too_soon', { resendAt: soon() });
      }),
    );
    this.server.post(`${current}/done`, (request, reply) =>
      this.answer(request, reply, (flow) => this.advance(flowTokenOf(request), flow, { kind: 'complete' })),
    );
    this.server.post<{ Body: { subjectToken: string } }>(`${current}/password`, (request, reply) =>
      this.answer(request, reply, (flow) =>
        request.body.subjectToken === 'subject-confirmed'
          ? this.advance(flowTokenOf(request), flow, answerStep())
          : refuse(reply, 'flow.step_out_of_order'),
      ),
    );
    this.server.post<{ Body: Answer }>(`${current}/answer`, (request, reply) =>
      this.answer(request, reply, (flow) => this.judge(request, reply, flow)),
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
  }

  private judge(request: FastifyRequest<{ Body: Answer }>, reply: FastifyReply, flow: FlowState) {
    const { code, credential, rememberDevice, modifyFactors } = request.body;
    if (code !== '123456' && !credential) return refuse(reply, 'challenge.rejected', { attemptsLeft: 4 });
    const recovered: FlowStep = { kind: 'choose-password', username: 'robin' };
    const satisfied: FlowStep = flow.purpose === 'recovery' ? recovered : { kind: 'complete' };
    const next = this.advance(flowTokenOf(request), flow, modifyFactors ? manageStep() : satisfied);
    if (!rememberDevice) return next;
    const token = randomBytes(32).toString('base64url');
    this.devices.add(token);
    return { ...next, device: { token, expiresAt: soon() } };
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

interface Answer {
  code?: string;
  credential?: object;
  rememberDevice?: boolean;
  modifyFactors?: boolean;
}
