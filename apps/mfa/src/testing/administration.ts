import { randomUUID } from 'node:crypto';
import type {
  AdministrationTokenClaims,
  ListedMember,
  MessageBody,
  MfaPolicy,
  MfaPolicyView,
} from '@postern/contracts';
import { QueueSender } from '@postern/platform';
import { eventually } from '@postern/platform/testing';
import type { RunningMfa } from './running-mfa.js';

type Method = 'GET' | 'POST' | 'PUT';

export const nothingOfItsOwn: MfaPolicy = {
  mfa: null,
  requiredFrom: null,
  deadline: null,
  maxPostponements: null,
  allowedFactors: null,
  leastAal: null,
  rememberDeviceDays: null,
};

export const listed = (changes: Partial<ListedMember> = {}): ListedMember => {
  const accountId = changes.accountId ?? randomUUID();
  return {
    accountId,
    username: `m-${accountId.slice(0, 8)}`,
    email: `${accountId.slice(0, 8)}@example.org`,
    emailVerified: true,
    locale: 'en',
    state: 'active',
    accountCreatedAt: '2024-05-01T09:00:00.000Z',
    ...changes,
  };
};

/** Somebody who runs an organization, as the gateway calls for them: a token for each call. */
export class Administration {
  readonly id: string = randomUUID();
  private revision = 0;

  constructor(
    readonly mfa: RunningMfa,
    readonly name = 'Acme Logistics',
  ) {}

  token(claims: Partial<AdministrationTokenClaims> = {}): string {
    return this.mfa.administrationToken({ organization: { id: this.id, name: this.name }, ...claims });
  }

  call<Reply>(
    method: Method,
    path: string,
    body?: unknown,
    {
      permission = method === 'GET' || path.endsWith('dry-run') ? 'read' : 'change',
      ...claims
    }: Partial<AdministrationTokenClaims> = {},
  ): Promise<Reply> {
    return this.withToken<Reply>(this.token({ permission, ...claims }), method, path, body);
  }

  withToken<Reply>(administrationToken: string, method: Method, path: string, body?: unknown): Promise<Reply> {
    const call = { method, path: `/internal/organizations/current${path}`, administrationToken };
    return this.mfa.client.call<Reply>({ ...call, ...(body === undefined ? {} : { body }) });
  }

  /** In place of whatever the policy is now. */
  async asks(policy: Partial<MfaPolicy>): Promise<MfaPolicyView> {
    const { revision } = await this.call<MfaPolicyView>('GET', '/mfa-policy');
    return this.call('PUT', '/mfa-policy', { ...nothingOfItsOwn, ...policy, revision });
  }

  /** identity says who the members are; waits until it was heard. */
  async has(members: ListedMember[], left: string[] = []): Promise<void> {
    const at = new Date().toISOString();
    const body: MessageBody<'mfa', 'members.changed'> = {
      organizationId: this.id,
      members,
      left,
      revision: ++this.revision,
      at,
    };
    const id = randomUUID();
    await this.mfa.app.get(QueueSender, { strict: false }).send([{ id, queue: 'mfa', name: 'members.changed', body }]);
    await eventually(async () => {
      const rows = await this.mfa.database.query('spec.heard', 'select from mfa.inbox where message_id = $1', [id]);
      return rows.length > 0;
    });
  }
}
