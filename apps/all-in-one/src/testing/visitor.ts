import type { FlowStep, FlowStepKind, FlowView, InboxMessage } from '@postern/contracts';
import type { Client, Reply } from './client.js';
import { codeIn, Inbox } from './inbox.js';

export type StepOf<Kind extends FlowStepKind> = Extract<FlowStep, { kind: Kind }>;
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const current = '/v1/sign-ins/current';

/** Somebody in the middle of a flow: holds its tokens, remembers its state, reads the messages that it sends. */
export class Visitor {
  readonly inbox: Inbox;
  flow: FlowView | undefined;
  flowToken: string | undefined;
  session: string | undefined;
  /** Of this device, once it was remembered. */
  deviceToken: string | undefined;
  private flowClient: Client;

  constructor(
    readonly client: Client,
    /** Ids of the messages that were read. */
    protected readonly seen = new Set<string>(),
  ) {
    this.inbox = new Inbox(client);
    this.flowClient = client;
  }

  /** Begins a flow at `path` and takes its token and its first step. */
  async begin(path: string, body: object, client: Client = this.client): Promise<FlowStep> {
    const flow = await client.expect<FlowView>('POST', path, { ...body, client: 'native' });
    this.flowToken = flow.flowToken;
    if (flow.flowToken) this.flowClient = this.client.as(flow.flowToken);
    return this.take(flow);
  }

  /** Sends to a path below the current flow and takes the state that comes back. */
  async act(method: Method, path = '', body?: unknown): Promise<FlowStep> {
    return this.take(await this.flowClient.expect<FlowView>(method, `${current}${path}`, body));
  }

  /** The same without expecting success: for what ought to be refused. */
  attempt<Body = unknown>(method: string, path = '', body?: unknown): Promise<Reply<Body>> {
    return this.flowClient.send<Body>(method, `${current}${path}`, body);
  }

  /** @throws Error unless the flow has come to this step. */
  step<Kind extends FlowStepKind>(kind: Kind): StepOf<Kind> {
    if (this.flow?.step.kind !== kind)
      throw new Error(`expected the step ${kind}, found ${JSON.stringify(this.flow?.step)}`);
    return this.flow.step as StepOf<Kind>;
  }

  /** The next message of this kind that was not read yet. US numbers may be given by their ten digits. */
  async receive(to: string, template: string): Promise<InboxMessage> {
    const message = await this.inbox.next(to.replace(/^(\d{10})$/, '+1$1'), template, this.seen);
    this.seen.add(message.id);
    return message;
  }

  /** The code that the newest text message or e-mail carries. */
  async receiveCode(to: string): Promise<string> {
    return codeIn(await this.receive(to, 'temporary-passcode'));
  }

  private take(flow: FlowView): FlowStep {
    this.flow = flow;
    if (flow.session?.token) this.session = flow.session.token;
    if (flow.deviceToken) this.deviceToken = flow.deviceToken;
    return flow.step;
  }
}
