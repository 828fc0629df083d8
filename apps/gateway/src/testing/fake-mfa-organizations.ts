import { rolloutView, type ChangeMfaPolicyRequest, type RolloutView } from '@postern/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { mfaExamples } from '../api-reference/organization-mfa-examples.js';
import type { FakeMfa } from './fake-mfa.js';
import { administrationTokenOf, refuse } from './fake-service.js';

const current = '/internal/organizations/current';
type OfRollout = { Params: { rolloutId: string } };

/** Lets those in who bring identity's word, and those who change something only once. */
function wordDoors() {
  const spent = new Set<string>();
  return {
    read: async (request: FastifyRequest, reply: FastifyReply, work: () => unknown) =>
      administrationTokenOf(request).startsWith('administration-') ? work() : refuse(reply, 'session.required'),
    change: async (request: FastifyRequest, reply: FastifyReply, work: () => unknown) => {
      const token = administrationTokenOf(request);
      if (!token.startsWith('administration-change-') || spent.has(token)) return refuse(reply, 'session.required');
      spent.add(token);
      return work();
    },
  };
}

/** A policy, and how far the members have come with it. */
export function answerAboutPolicies({ server }: FakeMfa): void {
  const { read, change } = wordDoors();
  const view = mfaExamples.policyView['and where each value comes from'];
  server.get(`${current}/mfa-policy`, (request, reply) => read(request, reply, () => view));
  server.put<{ Body: ChangeMfaPolicyRequest }>(`${current}/mfa-policy`, (request, reply) =>
    change(request, reply, () => {
      const { revision, ...own } = request.body;
      return { ...view, own, revision: revision + 1 };
    }),
  );
  server.post(`${current}/mfa-policy/dry-run`, (request, reply) =>
    read(request, reply, () => mfaExamples.dryRun['who would be asked']),
  );
  const adoption = `${current}/mfa-adoption`;
  server.get(adoption, (request, reply) => read(request, reply, () => mfaExamples.adoption.today));
  server.get(`${adoption}/members`, (request, reply) =>
    read(request, reply, () => mfaExamples.adoptionMembers['a page']),
  );
  server.get(`${adoption}/members.csv`, (request, reply) =>
    read(request, reply, () => reply.type('text/csv').send(mfaExamples.adoptionFile)),
  );
  server.post(`${adoption}/reminders`, (request, reply) =>
    change(request, reply, () => reply.status(202).send(mfaExamples.reminder['on its way'])),
  );
}

/** One rollout at a time; the one of the examples can always be read. */
export function answerAboutRollouts(mfa: FakeMfa): void {
  const { server } = mfa;
  const { read, change } = wordDoors();
  const path = `${current}/mfa-rollouts`;
  const example = rolloutView.parse(mfaExamples.rollout['under way']);
  const shown = (): RolloutView => mfa.rollout ?? example;
  const about = (request: FastifyRequest<OfRollout>, reply: FastifyReply, work: () => unknown) =>
    request.params.rolloutId === example.id ? work() : refuse(reply, 'rollout.not_found');

  server.get(path, (request, reply) => read(request, reply, () => ({ rollouts: [shown()] })));
  server.post(path, (request, reply) =>
    change(request, reply, () => {
      if (mfa.rollout) return refuse(reply, 'rollout.running', { rollout: mfa.rollout });
      mfa.rollout = example;
      return reply.status(202).send(example);
    }),
  );
  server.get<OfRollout>(`${path}/:rolloutId`, (request, reply) =>
    read(request, reply, () => about(request, reply, shown)),
  );
  server.get<OfRollout>(`${path}/:rolloutId/failures`, (request, reply) =>
    read(request, reply, () => about(request, reply, () => mfaExamples.failures['a page'])),
  );
  for (const action of ['retry', 'pause', 'resume', 'cancel']) {
    server.post<OfRollout>(`${path}/:rolloutId/${action}`, (request, reply) =>
      change(request, reply, () => about(request, reply, shown)),
    );
  }
  server.get<OfRollout>(`${path}/:rolloutId/events`, (request, reply) =>
    read(request, reply, () =>
      about(request, reply, () => {
        reply.hijack();
        reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
        reply.raw.write(`: hello\n\nevent: rollout\ndata: ${JSON.stringify(shown())}\n\n`);
        mfa.followers.add(reply);
        reply.raw.on('close', () => mfa.followers.delete(reply));
        return reply;
      }),
    ),
  );
}
