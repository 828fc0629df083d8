import { secondsAfter } from '@postern/kernel';
import type { AccountLocale } from '../account/account.js';
import { emailKey } from '../account/identifiers.js';
import { Invitation, type InvitationFacts, type InvitationId } from '../organization/invitation.js';
import { Invitations, invitationsPerDay, type OpenedInvitation } from '../organization/invitations.js';
import type { Membership } from '../organization/membership.js';
import type { OrganizationId } from '../organization/organization.js';
import { withinMailLimits } from '../recovery/mail-limits.js';
import { InMemoryMemberships, keyOf, type InMemoryOrganizations } from './in-memory-organizations.js';

export class InMemoryInvitations extends Invitations {
  readonly stored = new Map<InvitationId, InvitationFacts>();
  readonly mailed: { id: InvitationId; locale: AccountLocale }[] = [];

  constructor(private readonly organizations: InMemoryOrganizations) {
    super();
  }

  async send(invitation: Invitation, locale: AccountLocale): Promise<'sent' | 'limit' | 'gone'> {
    const { facts } = invitation;
    if (!this.organizations.stored.has(facts.organizationId)) return 'gone';
    const own = [...this.stored.values()].filter((one) => one.organizationId === facts.organizationId);
    const earlier = own.filter((one) => one.createdAt > secondsAfter(facts.createdAt, -24 * 60 * 60));
    const toSame = earlier.filter((one) => emailKey(one.email) === invitation.emailKey).map((one) => one.createdAt);
    if (earlier.length >= invitationsPerDay || !withinMailLimits(toSame, facts.createdAt)) return 'limit';
    for (const one of own) {
      const open = !one.acceptedAt && !one.revokedAt && emailKey(one.email) === invitation.emailKey;
      if (open) this.stored.set(one.id, { ...one, revokedAt: facts.createdAt });
    }
    this.keep(invitation);
    this.mailed.push({ id: facts.id, locale });
    return 'sent';
  }

  async get(id: InvitationId): Promise<OpenedInvitation | undefined> {
    const facts = this.read(id);
    if (!facts) return undefined;
    const name = this.organizations.stored.get(facts.organizationId)?.name;
    return name === undefined ? undefined : { organization: name, invitation: Invitation.restore(facts) };
  }

  async page(organizationId: OrganizationId, after: InvitationId | null, limit: number): Promise<Invitation[]> {
    const own = [...this.stored.values()]
      .filter((one) => one.organizationId === organizationId)
      .sort((a, b) => Number(b.createdAt) - Number(a.createdAt) || (a.id < b.id ? 1 : -1));
    const from = after === null ? 0 : own.findIndex(({ id }) => id === after) + 1;
    return own.slice(from, from + limit).map(({ id }) => Invitation.restore(this.read(id) as InvitationFacts));
  }

  async revoke(invitation: Invitation): Promise<'revoked' | 'not-open'> {
    if (!this.isOpen(invitation)) return 'not-open';
    this.keep(invitation);
    return 'revoked';
  }

  async accept(
    invitation: Invitation,
    membership: Membership,
  ): Promise<'accepted' | 'member-exists' | 'limit' | 'not-open'> {
    const { id } = invitation.facts;
    const open = this.read(id);
    if (!open || open.revokedAt || !this.isOpen(invitation)) return 'not-open';
    // Before anybody else looks: what waits for the membership may be overtaken.
    this.stored.set(id, invitation.facts);
    const outcome = await new InMemoryMemberships(this.organizations).add(membership);
    if (outcome === 'added') this.keep(invitation);
    else this.stored.set(id, open);
    if (outcome === 'member-exists' || outcome === 'limit') return outcome;
    return outcome === 'added' ? 'accepted' : 'not-open';
  }

  /** As it is by now: revoked, where whoever sent it may not invite any more. */
  private read(id: InvitationId): InvitationFacts | undefined {
    const facts = this.stored.get(id);
    const { accounts, memberships } = this.organizations;
    const inviter = facts?.inviter ? accounts.stored.get(facts.inviter) : undefined;
    if (!facts || !inviter || facts.acceptedAt || facts.revokedAt) return facts;
    const { role } = memberships.get(keyOf({ ...facts, accountId: inviter.id })) ?? {};
    const may = inviter.isActive && (inviter.role === 'operator' || role === 'administrator');
    return may ? facts : { ...facts, revokedAt: new Date() };
  }

  private isOpen({ facts }: Invitation): boolean {
    const found = this.stored.get(facts.id);
    return found !== undefined && !found.acceptedAt && !found.revokedAt;
  }

  private keep(invitation: Invitation): void {
    this.stored.set(invitation.facts.id, invitation.facts);
    this.organizations.audit.entries.push(...invitation.pullEvents());
  }
}
