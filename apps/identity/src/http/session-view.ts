import type { SessionList, SessionView } from '@postern/contracts';
import type { FoundSession, OpenSession, SessionFacts, SessionHolder } from '@postern/identity-domain';

interface Viewed {
  session: Readonly<SessionFacts>;
  holder: Pick<SessionHolder, 'accountId' | 'username' | 'email' | 'locale' | 'role'>;
}

export const sessionView = ({ session, holder }: Viewed): SessionView => ({
  id: session.id,
  account: {
    id: holder.accountId,
    username: holder.username,
    email: holder.email,
    locale: holder.locale,
    role: holder.role,
  },
  application: session.application,
  aal: session.aal,
  amr: [...session.amr],
  authenticatedAt: session.authenticatedAt.toISOString(),
  expiresAt: session.expiresAt.toISOString(),
});

export const sessionList = (found: readonly FoundSession[], current: OpenSession): SessionList => ({
  sessions: found.map(({ session: { facts } }) => ({
    id: facts.id,
    current: facts.id === current.session.id,
    device: facts.device ?? 'Unknown device',
    source: facts.source,
    application: facts.application,
    aal: facts.aal,
    amr: [...facts.amr],
    signedInAt: facts.signedInAt.toISOString(),
    lastUsedAt: facts.lastUsedAt.toISOString(),
    expiresAt: facts.expiresAt.toISOString(),
  })),
});
