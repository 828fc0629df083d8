import type { Page } from 'playwright-core';
import { Browsing, look } from './browser.js';
import { confirmByText, fiveMinutesLater, says, section } from './harness/account.js';
import { tabTo } from './harness/keyboard.js';
import { said } from './harness/mail.js';
import { administered, openOrganization, takeSession, type Administered } from './harness/members.js';
import { focused, titleIs } from './harness/pages.js';

const header = 'username,email,given_name,family_name,role';
const rows = (count: number, mark: string) =>
  Array.from({ length: count }, (_, at) => `${mark}-${at},${mark}-${at}@example.org,Kim,Park,member`);
const file = (name: string, lines: string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from([header, ...lines, ''].join('\n')),
});

describe('Members from a file', () => {
  let browsing: Browsing;
  let acme: Administered;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  beforeEach(async () => {
    acme = await administered(browsing);
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const total = async () => (await acme.alice.call<{ total: number }>('GET', `/v1${acme.path}/members`)).total;
  const check = async (page: Page, chosen: ReturnType<typeof file>) => {
    await page.getByLabel('CSV file').setInputFiles(chosen);
    await page.getByRole('button', { name: 'Check the file' }).click();
  };
  const finished = (page: Page, title: string) => page.getByRole('heading', { level: 2, name: title }).waitFor();

  it('are looked at first, and nothing is written until it is said so; rows that cannot be taken say why', async () => {
    const page = await openOrganization(browsing, acme, '/import');
    await titleIs(page, 'Import members');
    await page.getByText('Columns', { exact: true }).click();
    await look(page, 'organization-import');
    const bad = ['sam reed,sam@example.org,Sam,Reed,member', 'jo.hill,no address,Jo,Hill,boss'];
    await check(page, file('staff.csv', [...rows(3, 'kim'), ...bad]));
    await finished(page, 'The file was checked');
    const report = section(page, 'The file was checked');
    await says(report, '3 new accounts');
    await says(report, '2 rows cannot be taken');
    await says(report, 'Row 5');
    await says(report, /Use letters/);
    await look(page, 'organization-import-checked');
    expect(await total()).toBe(1);

    const download = page.waitForEvent('download');
    await report.getByRole('link', { name: 'Download them as a file' }).click();
    expect((await download).suggestedFilename()).toBe('member-import.csv');

    await report.getByRole('button', { name: 'Import 3 rows now' }).dblclick();
    await finished(page, 'The import is complete, some rows were not taken');
    expect(await total()).toBe(4);
    await look(page, 'organization-import-done');
    await page.getByRole('link', { name: 'See the members' }).click();
    await titleIs(page, 'Members');
    await says(page, '4 members');
  });

  it('keep their progress over a reload, and another administrator sees the same import', async () => {
    const page = await openOrganization(browsing, acme, '/import');
    await check(page, file('many.csv', rows(3000, 'many')));
    await finished(page, 'The file was checked');
    await page.getByRole('button', { name: 'Import 3,000 rows now' }).click();
    const under = section(page, 'Members are imported');
    await under.getByRole('progressbar').waitFor();
    await page.reload();
    const over = page.getByRole('heading', { level: 2, name: 'The import is complete' });
    await over.or(section(page, 'Members are imported')).first().waitFor();
    const other = await openOrganization(browsing, acme, '/import');
    await other
      .getByText(/3,000 rows/)
      .first()
      .waitFor();
    await page.waitForFunction(() => !document.querySelector('progress'), undefined, { timeout: 60_000 });
    expect(await total()).toBe(3001);
    expect(await said(page)).not.toContain('undefined');
  });

  it('are found again when a step-up comes in between, with the file that was chosen', async () => {
    const page = await openOrganization(browsing, acme, '/import');
    await page.getByLabel('CSV file').setInputFiles(file('staff.csv', rows(2, 'lee')));
    await fiveMinutesLater(browsing, acme.alice);
    await page.getByRole('button', { name: 'Check the file' }).click();
    await confirmByText(page, acme.alice);
    await titleIs(page, 'Import members');
    await says(page, 'staff.csv is chosen.');
    await finished(page, 'The file was checked');
    await page.getByRole('button', { name: 'Import 2 rows now' }).click();
    await finished(page, 'The import is complete');
    await takeSession(page, acme.alice);
    expect(await total()).toBe(3);
  });

  it('many rows that cannot be taken are gone through page by page, by keyboard', async () => {
    const page = await openOrganization(browsing, acme, '/import');
    await check(
      page,
      file(
        'bad.csv',
        rows(25, 'jo').map((row) => row.replace('@', ' at ')),
      ),
    );
    await finished(page, 'The file was checked');
    await says(page, 'There is nothing to import in it.');
    await says(page, '1 to 10 of 25');
    await page.getByLabel('CSV file').focus();
    await tabTo(page, 'Next');
    await page.keyboard.press('Enter');
    await says(page, '11 to 20 of 25');
    await page.keyboard.press('Enter');
    await says(page, '21 to 25 of 25');
    expect(await focused(page)).toBe('Next');
  });

  it('files that are none, and are too large, are said to be so', async () => {
    const page = await openOrganization(browsing, acme, '/import');
    await page.getByLabel('CSV file').setInputFiles({ ...file('empty.csv', []), buffer: Buffer.alloc(0) });
    await says(page, 'This file is empty.');
    const large = { ...file('large.csv', []), buffer: Buffer.alloc(16 * 1024 * 1024 + 1, 'a') };
    await page.getByLabel('CSV file').setInputFiles(large);
    await says(page, 'This file is larger than 16 MB.');
    expect(await page.getByRole('button', { name: 'Check the file' }).isDisabled()).toBe(true);
    await check(page, { ...file('picture.csv', []), buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]) });
    await says(page, 'The file cannot be read as CSV');
  });
});
