import type { ApplicationSettings, ApplicationView, CreateApplicationRequest, Locale } from '@postern/contracts';
import type { ChainHead, Password, PasswordRefusal, VerifyAuditChainOutcome } from '@postern/identity-domain';

export interface NewOperator {
  username: string;
  email: string;
  name: { given: string; family: string };
  password: Password;
  locale?: Locale;
}

/**
 * What whoever has the server may do without signing in: it works on the database itself. Texts are taken as they come;
 * check them with the schemas of the contracts first (`createApplicationRequest`, `applicationSettings`, …).
 */
export interface IdentityAdministration {
  createApplication(
    request: CreateApplicationRequest,
  ): Promise<{ outcome: 'created'; application: ApplicationView } | { outcome: 'slug-taken' }>;
  updateApplication(
    slug: string,
    settings: ApplicationSettings,
  ): Promise<{ outcome: 'changed'; application: ApplicationView } | { outcome: 'not-found' | 'terms-version-used' }>;
  removeApplication(slug: string): Promise<'removed' | 'not-found'>;
  listApplications(): Promise<ApplicationView[]>;
  showApplication(slug: string): Promise<ApplicationView | undefined>;
  createOperator(
    operator: NewOperator,
  ): Promise<
    | { outcome: 'created'; account: { id: string; username: string; email: string } }
    | { outcome: 'username-taken' | 'email-taken' }
    | { outcome: 'password-refused'; reasons: PasswordRefusal[] }
  >;
  /** By username or e-mail address. */
  disableAccount(identifier: string): Promise<'disabled' | 'last-operator' | 'not-found'>;
  enableAccount(identifier: string): Promise<'enabled' | 'not-found'>;
  /** `noted`: a head of the chain that was kept elsewhere, as an earlier call answered it. */
  verifyAuditChain(noted?: ChainHead): Promise<VerifyAuditChainOutcome>;
  close(): Promise<void>;
}
