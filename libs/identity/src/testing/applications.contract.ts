import { newId, secondsAfter } from '@postern/kernel';
import type { Application } from '../application/application.js';
import type { Applications } from '../application/applications.js';
import type { TermsAgreements } from '../terms/terms-agreements.js';
import { auditEntry } from '../audit/audit-record.js';
import type { AccountStores } from './accounts.contract.js';
import { anAccount, anApplication, anOperator, atHome, noon, settings, someTerms } from './builders.js';

export interface ApplicationStores extends AccountStores {
  applications: Applications;
  agreements: TermsAgreements;
}

const later = secondsAfter(noon, 60);

/** What every Applications promises. */
export const applicationsContract = (make: () => ApplicationStores): void => {
  const added = async (...wishes: Parameters<typeof anApplication>) => {
    const stores = make();
    const application = anApplication(...wishes);
    expect(await stores.applications.add(application)).toBe('added');
    return { ...stores, application };
  };
  const recorded = async ({ audit }: ApplicationStores, actor: string | null) =>
    (await audit.ofAccount(actor as never, 10)).map(({ kind }) => kind);

  it('gives back an application as it was added', async () => {
    const { applications, application } = await added({ terms: someTerms });
    expect((await applications.get(application.slug))?.facts).toEqual(application.facts);
    expect(await applications.get('no-such-application')).toBeUndefined();
    for (const slug of ["' or 1=1 --", '\u0000', '\ud800', '']) expect(await applications.get(slug)).toBeUndefined();
  });

  it('lists all of them in the order of their slugs', async () => {
    const { applications } = make();
    const slugs = ['zebra', 'ant', 'mole'].map((name) => `${name}-${newId()}`);
    for (const slug of slugs) await applications.add(anApplication({}, slug));
    const listed = (await applications.list()).map(({ slug }) => slug);
    expect(listed.filter((slug) => slugs.includes(slug))).toEqual([...slugs].sort());
    expect(listed).toEqual([...listed].sort());
  });

  it('race: of parallel additions of one slug exactly one is added', async () => {
    const { applications } = make();
    const slug = `contested-${newId()}`;
    const outcomes = await Promise.all(
      [1, 2, 3, 4].map((turn) => applications.add(anApplication({ name: `${turn}` }, slug))),
    );
    expect(outcomes.sort()).toEqual(['added', 'slug-taken', 'slug-taken', 'slug-taken']);
  });

  it('keeps a change, and fails for the second of two that read the same', async () => {
    const { applications, application } = await added();
    const read = async () => (await applications.get(application.slug)) as Application;
    const [one, other] = [await read(), await read()];
    one.change(settings({ name: 'Front Desk' }), anOperator(), later);
    other.change(settings({ name: 'Back Desk' }), anOperator(), later);
    expect([await applications.save(one), await applications.save(other)]).toEqual(['saved', 'overtaken']);
    expect((await applications.get(application.slug))?.facts).toMatchObject({
      settings: { name: 'Front Desk' },
      createdAt: noon,
      updatedAt: later,
      version: 2,
    });
  });

  it('removes one, with what people agreed to, and does nothing the second time', async () => {
    const stores = await added({ terms: someTerms });
    const { applications, application, agreements, accounts } = stores;
    const account = anAccount();
    await accounts.add(account);
    const agreement = { accountId: account.id, application: application.slug, version: someTerms.version };
    const entry = auditEntry({ kind: 'terms.accepted', accountId: account.id, at: noon });
    await agreements.add({ ...agreement, at: noon, ...atHome }, entry);
    await applications.remove(application);
    await applications.remove(application);
    expect(await applications.get(application.slug)).toBeUndefined();
    expect(await agreements.of(account.id)).toEqual([]);
    expect(await recorded(stores, account.id)).toContain('terms.accepted');
  });
};

/** What every TermsAgreements promises. */
export const termsAgreementsContract = (make: () => ApplicationStores): void => {
  const given = async () => {
    const stores = make();
    const [account, application] = [anAccount(), anApplication({ terms: someTerms })];
    await stores.accounts.add(account);
    await stores.applications.add(application);
    const { slug } = application;
    const agreement = { accountId: account.id, application: slug, version: someTerms.version, at: noon, ...atHome };
    const entry = auditEntry({ kind: 'terms.accepted', accountId: account.id, at: noon, application: slug });
    return { ...stores, account, application, agreement, entry };
  };

  it('tells the terms in force, and whether they were agreed to', async () => {
    const { agreements, account, application, agreement, entry } = await given();
    const standing = () => agreements.standing(account.id, application.slug);
    expect(await standing()).toEqual({ terms: someTerms, agreed: false });
    await agreements.add(agreement, entry);
    expect(await standing()).toMatchObject({ terms: someTerms, agreed: true });
    expect(await agreements.standing(anAccount().id, application.slug)).toMatchObject({ agreed: false });
  });

  it('asks again for another version', async () => {
    const { agreements, applications, account, application, agreement, entry } = await given();
    await agreements.add(agreement, entry);
    const terms = { ...someTerms, version: '2', text: 'Other words.' };
    application.change({ ...application.settings, terms }, anOperator(), later);
    await applications.save(application);
    expect(await agreements.standing(account.id, application.slug)).toMatchObject({ terms, agreed: false });
    const known = [someTerms.version, '2'].map((version) => agreements.toVersion(application.slug, version));
    expect(await Promise.all([...known, agreements.toVersion('no-such-application', '1')])).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('has nothing to say of an application without terms, or of none', async () => {
    const { agreements, applications, account } = await given();
    const bare = anApplication();
    await applications.add(bare);
    expect(await agreements.standing(account.id, bare.slug)).toBe('none');
    expect(await agreements.standing(account.id, 'no-such-application')).toBeUndefined();
  });

  it('race: of parallel agreements to one version one is kept and one is recorded', async () => {
    const { agreements, audit, account, agreement, entry } = await given();
    await Promise.all(
      [0, 1, 2, 3].map((late) => agreements.add({ ...agreement, at: secondsAfter(noon, late) }, entry)),
    );
    expect(await agreements.of(account.id)).toHaveLength(1);
    const entries = await audit.ofAccount(account.id, 10);
    expect(entries.filter(({ kind }) => kind === 'terms.accepted')).toHaveLength(1);
  });

  it('keeps and records nothing for an application that is gone', async () => {
    const { agreements, applications, application, audit, account, agreement, entry } = await given();
    await applications.remove(application);
    await agreements.add(agreement, entry);
    expect(await agreements.of(account.id)).toEqual([]);
    expect((await audit.ofAccount(account.id, 10)).map(({ kind }) => kind)).toEqual(['account.registered']);
  });
};
