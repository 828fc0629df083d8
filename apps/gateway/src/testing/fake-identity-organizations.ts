import type { ActingRole } from '@postern/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { member, organizationExamples } from '../api-reference/organization-examples.js';
import type { FakeIdentity } from './fake-identity.js';
import { refuse } from './fake-service.js';

export const organizationId = organizationExamples.organization['acme logistics'].id;
export const organizations = '/internal/organizations';
export type OfOrganization = { Params: { id: string; accountId: string; invitationId: string; importId: string } };

const helpers: ActingRole[] = ['administrator', 'operator', 'support'];
const administrators: ActingRole[] = ['administrator', 'operator'];

type Work = (role: ActingRole) => unknown;

/** Lets those in who may, as identity does: to everybody else there is no such organization. */
export function organizationDoors(identity: FakeIdentity) {
  const door =
    (roles: ActingRole[], change: boolean) =>
    (request: FastifyRequest<OfOrganization>, reply: FastifyReply, work: Work) =>
      (change ? identity.forFreshSession : identity.forSession).call(identity, request, reply, ({ account }) => {
        const { id } = request.params;
        const staff = id === organizationId ? account.role : null;
        const role = staff ?? identity.acting.get(id);
        return role && roles.includes(role) ? work(role) : refuse(reply, 'organization.not_found');
      });
  return {
    member: door(['member', ...helpers], false),
    help: door(helpers, false),
    change: door(administrators, true),
    helpChange: door(helpers, true),
  };
}

/** One organization with one member, `kim.park`, and one invitation. */
export function answerAboutOrganizations(identity: FakeIdentity): void {
  const { server } = identity;
  const doors = organizationDoors(identity);
  const one = `${organizations}/:id`;
  const view = organizationExamples.organization['acme logistics'];
  const gone = (reply: FastifyReply) => reply.status(204).send();
  const aboutMember = (request: FastifyRequest<OfOrganization>, reply: FastifyReply, work: () => unknown) =>
    request.params.accountId === member.accountId ? work() : refuse(reply, 'member.not_found');

  server.get(organizations, (request, reply) =>
    identity.forSession(request, reply, () => ({
      organizations: [...identity.acting].map(([id, role]) => ({ ...view, id, role })),
    })),
  );
  server.get('/internal/admin/organizations', (request, reply) =>
    identity.forSession(request, reply, ({ account: { role } }) =>
      role === null ? refuse(reply, 'request.not_found') : organizationExamples.all['a page'],
    ),
  );
  server.post(organizations, (request, reply) =>
    identity.forFreshSession(request, reply, ({ account: { role } }) =>
      role === 'operator' ? reply.status(201).send({ ...view, role }) : refuse(reply, 'organization.not_found'),
    ),
  );
  server.get<OfOrganization>(one, (request, reply) => doors.help(request, reply, (role) => ({ ...view, role })));
  server.patch<OfOrganization & { Body: { name: string } }>(one, (request, reply) =>
    doors.change(request, reply, () => ({ ...view, name: request.body.name })),
  );
  server.get<OfOrganization>(`${one}/activity`, (request, reply) =>
    doors.help(request, reply, () => organizationExamples.activity['the newest first']),
  );
  server.get<OfOrganization>(`${one}/applications`, (request, reply) =>
    doors.help(request, reply, () => organizationExamples.applications['two of them']),
  );
  server.post<OfOrganization & { Body: { permission: 'read' | 'change' } }>(
    `${one}/administration-tokens`,
    (request, reply) => {
      const { permission } = request.body;
      const door = permission === 'change' ? doors.change : doors.help;
      return door(request, reply, () => ({
        administrationToken: `administration-${permission}-${request.params.id}-${identity.calls.length}`,
      }));
    },
  );

  const members = `${one}/members`;
  server.get<OfOrganization>(members, (request, reply) =>
    doors.help(request, reply, () => organizationExamples.members['a page']),
  );
  server.delete<OfOrganization>(`${members}/me`, (request, reply) =>
    doors.member(request, reply, (role) =>
      role === 'administrator' ? refuse(reply, 'organization.last_administrator') : gone(reply),
    ),
  );
  server.get<OfOrganization>(`${members}/:accountId`, (request, reply) =>
    doors.help(request, reply, () => aboutMember(request, reply, () => member)),
  );
  server.put<OfOrganization & { Body: { role: string } }>(`${members}/:accountId`, (request, reply) =>
    doors.change(request, reply, () => aboutMember(request, reply, () => ({ ...member, role: request.body.role }))),
  );
  for (const path of ['', '/sessions']) {
    server.delete<OfOrganization>(`${members}/:accountId${path}`, (request, reply) =>
      doors.change(request, reply, () => aboutMember(request, reply, () => gone(reply))),
    );
  }
  server.post<OfOrganization>(`${members}/:accountId/password-reset`, (request, reply) =>
    doors.helpChange(request, reply, () => aboutMember(request, reply, () => reply.status(202).send({}))),
  );
  server.post<OfOrganization>(`${members}/:accountId/subject-tokens`, (request, reply) =>
    doors.helpChange(request, reply, () =>
      aboutMember(request, reply, () => ({ subjectToken: 'subject-factor-reset' })),
    ),
  );
  answerAboutInvitations(identity);
}

function answerAboutInvitations(identity: FakeIdentity): void {
  const { server } = identity;
  const doors = organizationDoors(identity);
  const path = `${organizations}/:id/invitations`;
  const { open } = organizationExamples.invitation;
  server.get<OfOrganization>(path, (request, reply) =>
    doors.help(request, reply, () => organizationExamples.invitations['a page']),
  );
  server.post<OfOrganization & { Body: { email: string } }>(path, (request, reply) =>
    doors.change(request, reply, () => reply.status(201).send({ ...open, email: request.body.email })),
  );
  server.delete<OfOrganization>(`${path}/:invitationId`, (request, reply) =>
    doors.change(request, reply, () =>
      request.params.invitationId === open.id ? reply.status(204).send() : refuse(reply, 'invitation.not_found'),
    ),
  );
  type Body = { Body: { token: string } };
  const ofLink = ({ body }: FastifyRequest<Body>, reply: FastifyReply, answer: object) =>
    body.token === 'good-link-token-0001' ? answer : refuse(reply, 'link.unknown');
  server.post<Body>('/internal/invitations', async (request, reply) =>
    ofLink(request, reply, organizationExamples.openedInvitation['to become a member']),
  );
  server.post<Body>('/internal/invitations/acceptances', (request, reply) =>
    identity.forSession(request, reply, () => ofLink(request, reply, organizationExamples.joined['a member now'])),
  );
}
