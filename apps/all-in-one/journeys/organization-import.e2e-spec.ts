import type { MemberImportErrors, MemberImportView, MemberPage } from '@postern/contracts';
import { createOrganization, follow, Person } from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

const over = ({ finishedAt }: MemberImportView) => finishedAt !== null;
const file = [
  'username,email,given_name,family_name,role',
  'kim.park,kim.park@example.org,Kim,Park,member',
  'sam reed,sam.reed@example.org,Sam,Reed,member',
  'lee.moon,lee.moon@example.org,Lee,Moon,administrator',
  'jo.hill,no address,Jo,Hill,member',
  '',
].join('\n');

describe('Members from a file', () => {
  let postern: Installation;
  let alice: Person;
  let imports: string;
  let members: string;

  beforeAll(async () => {
    postern = await install();
    alice = await postern.enrolled();
    const { id } = await createOrganization(await postern.operator(), 'Acme Logistics', alice);
    imports = `/v1/organizations/${id}/member-imports`;
    members = `/v1/organizations/${id}/members`;
  });

  afterAll(() => postern.stop());

  const send = async (body: string, query = '') => {
    const headers = { 'content-type': 'text/csv', authorization: `Bearer ${alice.session}` };
    const reply = await fetch(new URL(imports + query, postern.url), { method: 'POST', headers, body });
    expect(reply.status).toBe(202);
    const { id } = (await reply.json()) as MemberImportView;
    const seen = await follow<MemberImportView>(alice, `${imports}/${id}/events`, over);
    return seen.at(-1) as MemberImportView;
  };
  const count = async () => (await alice.call<MemberPage>('GET', members)).total;

  it('are looked at first, and nothing is written', async () => {
    const tried = await send(file, '?dryRun=true');
    expect(tried).toMatchObject({ dryRun: true, state: 'complete-with-errors', rows: 4, processed: 4, failed: 2 });
    expect(await count()).toBe(1);
  });

  it('come in, and rows that cannot be taken are named, with the reason in words, as a list and as a file', async () => {
    const done = await send(file);
    expect(done).toMatchObject({ dryRun: false, state: 'complete-with-errors', created: 2, failed: 2 });
    expect(await count()).toBe(3);
    const { errors } = await alice.call<MemberImportErrors>('GET', `${imports}/${done.id}/errors`);
    expect(errors).toMatchObject(
      [
        { row: 3, username: 'sam reed', field: 'username', reason: 'username-signs', message: /^Use letters/ },
        { row: 5, username: 'jo.hill', field: 'email', reason: 'email-format', message: /^Enter an email address/ },
      ].map((error) => ({ ...error, message: expect.stringMatching(error.message) })),
    );
    const report = await alice.tryCall<string>('GET', `${imports}/${done.id}/report.csv`);
    expect(report.headers.get('content-disposition')).toContain('member-import.csv');
    expect(report.body.trimEnd().split('\n')).toHaveLength(3);
  });

  it('the same file again changes nobody', async () => {
    expect(await send(file)).toMatchObject({ created: 0, unchanged: 2, failed: 2 });
    expect(await count()).toBe(3);
  });

  it('somebody who comes with a password from another product signs in with it, and it is hashed anew', async () => {
    // "U*U" of the test vectors of crypt_blowfish, where it is named $2a$.
    const hash = '$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW';
    const mae = new Person(postern.client, { username: 'mae.lind', email: 'mae.lind@example.org', password: 'U*U' });
    const columns = 'username,email,given_name,family_name,email_verified,password_hash';
    expect(await send(`${columns}\nmae.lind,mae.lind@example.org,Mae,Lind,true,${hash}\n`)).toMatchObject({
      state: 'complete',
      created: 1,
    });
    const stored = async () => {
      const [row] = await postern.sql<{ password_hash: string }>(
        `select password_hash from identity.account where username = 'mae.lind'`,
      );
      return row?.password_hash;
    };
    expect(await stored()).toBe(hash);
    await mae.enroll();
    expect(await mae.readSession()).toMatchObject({ aal: 'aal2' });
    expect(await stored()).toMatch(/^\$argon2id\$/);
    expect((await mae.signInFully()).kind).toBe('complete');
  });
});
