import type { Person } from '@postern/all-in-one/testing';
import { Browsing, look } from './browser.js';
import { confirmByText, fiveMinutesLater, openAccount, says, section } from './harness/account.js';
import { isSignedIn, signIn, titleIs, typeCode } from './harness/pages.js';

describe('Remembered devices', () => {
  let browsing: Browsing;

  beforeAll(async () => {
    browsing = await Browsing.start();
  });
  afterEach(() => browsing.putAway());
  afterAll(() => browsing.stop());

  const remembered = async (ann: Person) => {
    const device = await browsing.device();
    await signIn(device, ann);
    await device.getByLabel('Remember this device').check();
    await typeCode(device, await ann.receiveCode(ann.phone));
    await isSignedIn(device);
    return device;
  };

  it('are forgotten one by one: there the code is asked for again, on the other it is not', async () => {
    const ann = await browsing.postern.enrolled();
    const [laptop, tablet] = [await remembered(ann), await remembered(ann)];
    await laptop.goto('/account/security');
    const part = section(laptop, 'Remembered devices');
    await part.getByRole('listitem').nth(1).waitFor();
    await look(laptop, 'account-devices');
    // The newest first: that is the tablet.
    await part
      .getByRole('button', { name: /^Forget Chrome/ })
      .first()
      .click();
    await part.getByRole('listitem').nth(1).waitFor({ state: 'detached' });
    await signIn(tablet, ann);
    await titleIs(tablet, 'Enter the code');
    await signIn(laptop, ann);
    await isSignedIn(laptop);
  });

  it('are all forgotten at once, after a fresh proof', async () => {
    const ann = await browsing.postern.enrolled();
    const devices = [await remembered(ann), await remembered(ann)];
    const page = await openAccount(browsing, ann, '/account/security');
    const part = section(page, 'Remembered devices');
    await fiveMinutesLater(browsing, ann);
    await part.getByRole('button', { name: 'Forget all of them' }).click();
    await confirmByText(page, ann);
    await says(part, 'No device is remembered.');
    for (const device of devices) {
      await signIn(device, ann);
      await titleIs(device, 'Enter the code');
    }
  });
});
