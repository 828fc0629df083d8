import type { FastifyReply, FastifyRequest } from 'fastify';
import { accountExamples } from '../api-reference/account-examples.js';
import { administrationExamples, passkeyExamples } from '../api-reference/more-examples.js';
import type { FakeMfa } from './fake-mfa.js';
import { refuse, subjectTokenOf } from './fake-service.js';

const factorId = accountExamples.factors['a phone'].factors[0]?.id;
const deviceId = accountExamples.trustedDevices['one of them'].devices[0]?.id;

/** What mfa answers outside flows, to whoever brings identity's word for the right purpose; and about passkeys. */
export function answerAboutFactors({ server }: FakeMfa): void {
  const path = '/internal/account';
  type Params = { Params: { id: string } };
  const may = (purposes: string[], request: FastifyRequest, reply: FastifyReply, work: () => unknown) =>
    purposes.includes(subjectTokenOf(request).replace('subject-', '')) ? work() : refuse(reply, 'session.required');
  const read = ['account', 'manage-factors', 'factor-reset'];
  const change = ['manage-factors'];
  const gone = (reply: FastifyReply) => reply.status(204).send();

  const lists = {
    factors: accountExamples.factors['a phone'],
    'trusted-devices': accountExamples.trustedDevices['one of them'],
    'recovery-codes': accountExamples.recoveryCodesStanding['some are left'],
    export: { factors: [] },
  };
  for (const [name, list] of Object.entries(lists))
    server.get(`${path}/${name}`, async (request, reply) => may(read, request, reply, () => list));
  server.patch<Params & { Body: { label: string } }>(`${path}/factors/:id`, async (request, reply) =>
    may(change, request, reply, () =>
      request.params.id === factorId ? gone(reply) : refuse(reply, 'factor.not_found'),
    ),
  );
  server.delete(`${path}/trusted-devices`, async (request, reply) => may(change, request, reply, () => gone(reply)));
  server.delete<Params>(`${path}/trusted-devices/:id`, async (request, reply) =>
    may(change, request, reply, () =>
      request.params.id === deviceId ? gone(reply) : refuse(reply, 'trusted_device.not_found'),
    ),
  );
  server.post(`${path}/recovery-codes`, async (request, reply) =>
    may(change, request, reply, () => reply.status(201).send(accountExamples.newRecoveryCodes['shown once'])),
  );
  server.post(`${path}/factor-reset`, async (request, reply) =>
    may(['factor-reset'], request, reply, () => administrationExamples.factorReset['takes effect a day later']),
  );
  server.delete(`${path}/factor-reset`, async (request, reply) =>
    may(['factor-reset'], request, reply, () => gone(reply)),
  );

  server.post('/internal/passkeys/challenges', async () => passkeyExamples.challenge['for whichever account']);
  server.post<{ Body: { ceremony: string } }>('/internal/passkeys/verifications', async ({ body }, reply) =>
    body.ceremony === passkeyExamples.challenge['for whichever account'].ceremony
      ? { passkeyToken: 'passkey-token' }
      : refuse(reply, 'passkey.rejected'),
  );
}
