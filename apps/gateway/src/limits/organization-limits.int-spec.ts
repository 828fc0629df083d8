import { queueBackends } from '@postern/platform/testing';
import { importExamples, organizationExamples } from '../api-reference/organization-examples.js';
import { GatewayUnderTest } from '../testing/gateway-under-test.js';

const { id } = organizationExamples.organization['acme logistics'];
const another = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

describe.each(queueBackends())('limits of an organization counted in $name', ({ url }) => {
  let gateway: GatewayUnderTest;
  let cookies: string;

  beforeEach(async () => {
    const limits = {
      LIMIT_INVITATIONS_PER_ORGANIZATION_PER_HOUR: '3',
      LIMIT_IMPORTS_PER_ORGANIZATION_PER_HOUR: '1',
      LIMIT_REPORTS_PER_ORGANIZATION_PER_MINUTE: '2',
    };
    gateway = await GatewayUnderTest.start(limits, { queueUrl: url });
    gateway.identity.acting.set(id, 'administrator');
    gateway.identity.acting.set(another, 'administrator');
    cookies = await gateway.session();
  });
  afterEach(() => gateway.close());

  const invite = async (to = id, as = cookies) =>
    (
      await gateway.post(`/v1/organizations/${to}/invitations`, organizationExamples.invite['a member'], {
        cookies: as,
      })
    ).status;

  it('S21: invitations are limited whoever sends them, in parallel too, and each organization has its own', async () => {
    const colleague = await gateway.session();
    const replies = await Promise.all(
      Array.from({ length: 12 }, (_, index) => invite(id, index % 2 ? cookies : colleague)),
    );
    expect(replies.filter((status) => status === 201)).toHaveLength(3);
    expect(replies.filter((status) => status === 429)).toHaveLength(9);
    expect(gateway.identity.callsTo('POST', `/internal/organizations/${id}/invitations`)).toHaveLength(3);
    expect(await invite(another)).toBe(201);
  });

  it('S21: a stranger cannot use up what an organization has', async () => {
    gateway.identity.acting.delete(id);
    for (let attempt = 0; attempt < 5; attempt++) expect(await invite()).toBe(404);
    gateway.identity.acting.set(id, 'administrator');
    expect(await invite()).toBe(201);
  });

  it('S21: so are files, dry runs and downloads', async () => {
    const send = async () => {
      const headers = { 'content-type': 'text/csv' };
      const path = `/v1/organizations/${id}/member-imports`;
      return (await gateway.call(path, { method: 'POST', body: importExamples.file, headers, cookies })).status;
    };
    expect([await send(), await send()]).toEqual([202, 429]);
    const dryRun = async () =>
      (await gateway.post(`/v1/organizations/${id}/mfa-policy/dry-run`, {}, { cookies })).status;
    const download = async () =>
      (await gateway.call(`/v1/organizations/${id}/mfa-adoption/members.csv`, { cookies })).status;
    expect([await dryRun(), await download(), await dryRun(), await download()]).toEqual([200, 200, 429, 429]);
  });
});
