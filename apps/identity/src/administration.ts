import type { ApplicationSettings, ApplicationView, CreateApplicationRequest, Locale } from '@postern/contracts';
import {
  CreateApplication,
  CreateOperator,
  DisableAccount,
  EnableAccount,
  Password,
  PasswordPolicy,
  RemoveApplication,
  UpdateApplication,
  VerifyAuditChain,
  type Administrator,
  type ChainHead,
  type CreateOperatorOutcome,
  type VerifyAuditChainOutcome,
} from '@postern/identity-domain';
import { SystemClock, type Redacted } from '@postern/kernel';
import { createOrm, Database, readConfig } from '@postern/platform';
import { administrationConfig, auditKeysConfig } from './config.js';
import { HmacAuditMacs } from './crypto/hmac-audit-macs.js';
import { applicationView } from './http/application-view.js';
import { organizationAdministration, type OrganizationAdministration } from './organization-administration.js';
import { Argon2Hasher } from './passwords/argon2-hasher.js';
import { CommonPasswords } from './passwords/common-passwords.js';
import { argon2Settings, passwordRules } from './passwords/settings.js';
import { MikroAccounts } from './postgres/mikro-accounts.js';
import { PgAccountStates } from './postgres/pg-account-states.js';
import { PgApplications } from './postgres/pg-applications.js';
import { PgAuditChain } from './postgres/pg-audit-chain.js';
import { PgTermsAgreements } from './postgres/pg-terms-agreements.js';
import { PgCredentials } from './postgres/pg-credentials.js';
import { identitySchema } from './postgres/schema.js';

export interface NewOperator {
  username: string;
  email: string;
  name: { given: string; family: string };
  password: Redacted;
  locale?: Locale | undefined;
}

/**
 * What whoever has the server may do without signing in: it works on the database itself. Texts are taken as they come;
 * check them with the schemas of the contracts first (`createApplicationRequest`, `applicationSettings`, …).
 */
export interface IdentityAdministration extends OrganizationAdministration {
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
  createOperator(operator: NewOperator): Promise<CreateOperatorOutcome>;
  /** By username or e-mail address. */
  disableAccount(identifier: string): Promise<'disabled' | 'last-operator' | 'not-found'>;
  enableAccount(identifier: string): Promise<'enabled' | 'not-found'>;
  /**
   * @param noted a head of the chain that was kept elsewhere, as an earlier call answered it
   * @throws ConfigError without `AUDIT_KEYS`, which nothing else here needs.
   */
  verifyAuditChain(noted?: ChainHead): Promise<VerifyAuditChainOutcome>;
  close(): Promise<void>;
}

/** Nobody in particular: whoever has the command line of the server. */
const commandLine: Administrator = { actor: null, source: null, device: 'Command line' };

/** @throws ConfigError naming every bad variable of `administrationConfig`. */
export async function openIdentityAdministration(
  environment: Record<string, string | undefined>,
): Promise<IdentityAdministration> {
  const config = readConfig(administrationConfig, environment);
  const clock = new SystemClock();
  const database = new Database(config.DATABASE_URL, { maxConnections: 2, name: 'postern-administration' });
  const orm = createOrm(config.DATABASE_URL, identitySchema);
  const applications = new PgApplications(database);
  const credentials = new PgCredentials(database);
  const states = new PgAccountStates(database);
  const disable = new DisableAccount(states, clock);
  const enable = new EnableAccount(states, clock);
  const create = new CreateApplication(applications, clock);
  const update = new UpdateApplication(applications, new PgTermsAgreements(database), clock);
  const remove = new RemoveApplication(applications, clock);

  return {
    ...organizationAdministration(database, clock, commandLine),
    async createApplication({ slug, ...settings }) {
      const result = await create.execute(slug, settings, commandLine);
      return result.outcome === 'created' ? { ...result, application: applicationView(result.application) } : result;
    },
    async updateApplication(slug, settings) {
      const result = await update.execute(slug, settings, commandLine);
      return result.outcome === 'changed' ? { ...result, application: applicationView(result.application) } : result;
    },
    removeApplication: (slug) => remove.execute(slug, commandLine),
    listApplications: async () => (await applications.list()).map(applicationView),
    async showApplication(slug) {
      const application = await applications.get(slug);
      return application && applicationView(application);
    },
    async createOperator({ locale = 'en', password, ...person }) {
      const hasher = await Argon2Hasher.create(argon2Settings(config));
      const policy = new PasswordPolicy(passwordRules(config), await CommonPasswords.load());
      const createOperator = new CreateOperator(new MikroAccounts(orm), policy, hasher, clock);
      return createOperator.execute({ ...person, locale, password: new Password(password.reveal()) });
    },
    async disableAccount(identifier) {
      const found = await credentials.findByIdentifier(identifier);
      const outcome = found ? await disable.execute(found.accountId, commandLine) : 'not-found';
      // The command line has no account of its own.
      return outcome === 'own-account' ? 'not-found' : outcome;
    },
    async enableAccount(identifier) {
      const found = await credentials.findByIdentifier(identifier);
      return found ? enable.execute(found.accountId, commandLine) : 'not-found';
    },
    async verifyAuditChain(noted) {
      const { AUDIT_KEYS } = readConfig(auditKeysConfig, environment);
      return new VerifyAuditChain(new PgAuditChain(database), new HmacAuditMacs(AUDIT_KEYS)).execute(noted);
    },
    close: async () => {
      await Promise.all([database.onApplicationShutdown(), orm.close()]);
    },
  };
}
