import { randomUUID } from 'node:crypto';
import {
  problems,
  subjectTokenClaims,
  type Authenticated,
  type IssuedSession,
  type SessionView,
} from '@postern/contracts';
import type { AccountId } from '@postern/kernel';
import { seedDemoAccounts } from '../demo.js';
import { PgAuditRecord } from '../postgres/pg-audit-record.js';
import { aPerson, caller, runIdentity, type RunningIdentity } from '../testing/running-identity.js';

describe('Sign-in, from the password to the end of the session', () => {
  let identity: RunningIdentity;
  const person = aPerson();
  let accountId: string;

  beforeAll(async () => {
    identity = await runIdentity();
    const account = await identity.client.call<{ id: string }>({
      method: 'POST',
      path: '/internal/accounts',
      body: person,
      caller,
    });
    accountId = account.id;
  });
  afterAll(() => identity.stop());

  const authenticate = (body: object) =>
    identity.client.call<Authenticated>({
      method: 'POST',
      path: '/internal/authentications',
      body: { identifier: person.username, password: person.password, application: null, ...body },
      caller,
    });
  const issue = async (assuranceToken: string) =>
    identity.client.call<IssuedSession>({
      method: 'POST',
      path: '/internal/sessions',
      body: { assuranceToken },
      caller,
    });
  const current = (method: 'GET' | 'DELETE', sessionToken?: string) =>
    identity.client.call<SessionView>({ method, path: '/internal/sessions/current', sessionToken, caller });
  const sql = async (text: string) => (await identity.database.pool.query(text)).rows as unknown[];

  describe('POST /internal/authentications', () => {
    it('answers the right password with a subject token for mfa, by username and by address', async () => {
      for (const identifier of [person.username, person.email.toUpperCase()]) {
        const { subjectToken } = await authenticate({ identifier });
        const claims = identity.subjectTokens.verify('subject', 'identity', subjectToken, subjectTokenClaims);
        expect(claims).toMatchObject({
          sub: accountId,
          purpose: 'sign-in',
          username: person.username,
          email: person.email,
          email_verified: false,
          credential_version: 1,
          application: null,
          amr: ['pwd'],
        });
        expect(Math.abs(claims!.created_at - Date.now() / 1000)).toBeLessThan(60);
      }
    });

    it('S22: an application that does not exist is named, whatever the password', async () => {
      await expect(authenticate({ password: 'not this one', application: 'parcel-desk' })).rejects.toMatchObject({
        code: 'application.unknown',
        details: { errors: [{ field: 'application', reason: 'unknown' }] },
      });
    });

    it('S20: rejects wrong, unknown and disabled in the same words', async () => {
      const seeded = await seedDemoAccounts(identity.config, 'amber lantern 77');
      await sql("update identity.account set state = 'disabled' where username = 'demo-new'");
      const attempts = [
        { password: 'brass kettle 42' },
        { identifier: 'nobody' },
        { identifier: 'nobody@example.org' },
        { identifier: person.username.toUpperCase() },
        { identifier: seeded[1], password: 'amber lantern 77' },
      ];
      for (const attempt of attempts) {
        const reply = await fetch(`${identity.url}/internal/authentications`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${identity.serviceToken()}` },
          body: JSON.stringify({
            identifier: person.username,
            password: person.password,
            application: null,
            ...attempt,
          }),
        });
        expect(reply.status).toBe(401);
        expect({ ...((await reply.json()) as object), requestId: '' }).toEqual({
          type: 'urn:postern:problem:sign_in.rejected',
          title: 'The username or password is not right',
          status: 401,
          code: 'sign_in.rejected',
          detail: problems['sign_in.rejected'].detail,
          requestId: '',
        });
      }
    });

    it('S22: names each bad field', async () => {
      await expect(authenticate({ identifier: ['a'], password: null, extra: 1 })).rejects.toMatchObject({
        code: 'request.invalid',
        details: {
          errors: expect.arrayContaining(
            ['identifier', 'password', 'extra'].map((field) => expect.objectContaining({ field })),
          ),
        },
      });
    });

    it('S3 overload: refuses at once with 503 and Retry-After, and goes on serving', async () => {
      const results = await Promise.allSettled(Array.from({ length: 120 }, () => authenticate({})));
      const refused = results.filter((result) => result.status === 'rejected');
      expect(results.length - refused.length).toBeGreaterThanOrEqual(32);
      expect(refused.length).toBeGreaterThan(0);
      for (const { reason } of refused) {
        expect(reason).toMatchObject({ code: 'service.overloaded', details: { retryAfterSeconds: 1 } });
      }
      await expect(authenticate({})).resolves.toBeDefined();
    });
  });

  describe('POST /internal/sessions', () => {
    it('turns an assurance into a session, and its token into an answer', async () => {
      const { token, session } = await issue(identity.assure({ sub: accountId }));
      expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(session).toMatchObject({
        account: { id: accountId, username: person.username, email: person.email },
        aal: 'aal2',
        amr: ['pwd', 'otp', 'mfa'],
      });
      expect(await current('GET', token)).toEqual(session);
    });

    it('S15: keeps the hash of the token only', async () => {
      const { token } = await issue(identity.assure({ sub: accountId }));
      const stored = await sql(
        'select s::text as row from identity.session s union all select a::text from identity.audit a',
      );
      expect(JSON.stringify(stored)).not.toContain(token);
    });

    it('S4, S19 race: two parallel redemptions of one assurance yield exactly one session', async () => {
      const assurance = identity.assure({ sub: accountId });
      const results = await Promise.allSettled([issue(assurance), issue(assurance)]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const refused = results.find((result) => result.status === 'rejected');
      expect(refused?.reason).toMatchObject({ code: 'assurance.spent' });
    });

    it('S19: an assurance minted again for the same flow buys nothing', async () => {
      const jti = randomUUID();
      await issue(identity.assure({ sub: accountId, jti }));
      await expect(issue(identity.assure({ sub: accountId, jti }))).rejects.toMatchObject({
        code: 'assurance.spent',
      });
    });

    it('S19 token confusion: takes no forged token, and none of another kind', async () => {
      const { subjectToken } = await authenticate({});
      const [head, , signature] = identity.assure({ sub: accountId }).split('.');
      const other = identity.assure({ sub: randomUUID() }).split('.')[1];
      for (const token of [subjectToken, identity.serviceToken(), `${head}.${other}.${signature}`, 'x']) {
        await expect(issue(token)).rejects.toMatchObject({ code: 'assurance.refused' });
      }
    });

    it('S14: refuses a flow that began before the password changed', async () => {
      const assurance = identity.assure({ sub: accountId, credential_version: 0 });
      await expect(issue(assurance)).rejects.toMatchObject({ code: 'assurance.refused' });
    });
  });

  describe('/internal/sessions/current', () => {
    it.each([undefined, '', 'x', 'A'.repeat(43), "' or 1=1 --"])('S15: adopts no token such as %j', async (token) => {
      await expect(current('GET', token)).rejects.toMatchObject({ code: 'session.required' });
      await expect(current('DELETE', token)).rejects.toMatchObject({ code: 'session.required' });
    });

    it('DELETE signs out, at once', async () => {
      const { token } = await issue(identity.assure({ sub: accountId }));
      await current('DELETE', token);
      await expect(current('GET', token)).rejects.toMatchObject({ code: 'session.required' });
    });

    it('S14: a changed password ends the session at its next use', async () => {
      const { token } = await issue(identity.assure({ sub: accountId }));
      await sql(`update identity.account set credential_version = 2 where id = '${accountId}'`);
      await expect(current('GET', token)).rejects.toMatchObject({ code: 'session.required' });
      await sql(`update identity.account set credential_version = 1 where id = '${accountId}'`);
    });

    it('S15: notes the use of an AAL2 session, and ends it after an idle hour', async () => {
      const { token } = await issue(identity.assure({ sub: accountId }));
      const recentlyUsed = `select from identity.session where last_used_at > now() - interval '1 minute' and ended_at is null`;
      const used = (ago: string) =>
        sql(`update identity.session set last_used_at = now() - interval '${ago}' where ended_at is null`);
      await used('59 minutes');
      await identity.client.call({
        ...{ method: 'GET', path: '/internal/sessions/current', sessionToken: token, caller },
        unattended: true,
      });
      expect(await sql(recentlyUsed)).toEqual([]);
      await current('GET', token);
      expect(await sql(recentlyUsed)).toHaveLength(1);
      await used('61 minutes');
      await expect(current('GET', token)).rejects.toMatchObject({ code: 'session.required' });
    });
  });

  it('S12: records the whole story', async () => {
    const audit = new PgAuditRecord(identity.database);
    const entries = await audit.ofAccount(accountId as AccountId, 500);
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(
      new Set(['account.registered', 'password.accepted', 'password.rejected', 'session.issued', 'session.ended']),
    );
    expect(entries.find(({ kind }) => kind === 'session.issued')).toMatchObject({
      source: caller.source,
      factor: { kind: 'totp' },
    });
  });
});
