import { Redacted } from '@postern/kernel';
import { PassingDeliveryError, PermanentDeliveryError } from '../delivery/courier.js';
import { aParcel } from '../testing/builders.js';
import { courierContract } from '../testing/courier.contract.js';
import { TwilioPeer } from '@postern/local-services/twilio-peer';
import { TwilioCourier, type TwilioSettings } from './twilio-courier.js';

const open: { stop(): Promise<void> }[] = [];

async function peerWith(options: Parameters<typeof TwilioPeer.start>[0] = {}): Promise<TwilioPeer> {
  const peer = await TwilioPeer.start(options);
  open.push(peer);
  return peer;
}

const courierTo = (peer: TwilioPeer, change: Partial<TwilioSettings> = {}): TwilioCourier =>
  new TwilioCourier({
    accountSid: peer.accountSid,
    authToken: new Redacted(peer.authToken),
    sender: { from: '+12025550100' },
    apiUrl: peer.url,
    timeoutMs: 5_000,
    ...change,
  });

afterEach(async () => {
  await Promise.all(open.splice(0).map((peer) => peer.stop()));
});

describe('TwilioCourier', () => {
  courierContract(async () => {
    let refusal: { status: number; code: number; message: string } | undefined;
    const peer = await peerWith({ onMessage: () => refusal });
    return {
      courier: courierTo(peer),
      channel: 'sms',
      received: async () => peer.received.map(({ to, body }) => ({ to, text: body })),
      refuseForGood: (echo) => (refusal = { status: 400, code: 21614, message: `not a mobile number: ${echo}` }),
      refuseForNow: (echo) => (refusal = { status: 503, code: 20503, message: `busy with ${echo}` }),
      goAway: async () => {
        open.splice(open.indexOf(peer), 1);
        await peer.stop();
      },
    };
  });

  it('sends from a number, or through a messaging service', async () => {
    const peer = await peerWith();
    const service = `MG${'0'.repeat(32)}`;
    await courierTo(peer).deliver(aParcel('sms'));
    const sent = await courierTo(peer, { sender: { messagingServiceSid: service } }).deliver(aParcel('sms'));
    expect(peer.received.map(({ from, messagingServiceSid }) => [from, messagingServiceSid])).toEqual([
      ['+12025550100', null],
      [null, service],
    ]);
    expect(sent.providerReference).toBe(peer.received[1]?.sid);
  });

  it('tells Twilio until when the text is worth sending', async () => {
    const peer = await peerWith();
    await courierTo(peer).deliver(aParcel('sms', { expiresAt: new Date(Date.now() + 120_500) }));
    await courierTo(peer).deliver(aParcel('sms', { expiresAt: new Date(Date.now() + 86_400_000) }));
    expect(peer.received[0]?.validityPeriodSeconds).toBeGreaterThanOrEqual(119);
    expect(peer.received[0]?.validityPeriodSeconds).toBeLessThanOrEqual(120);
    expect(peer.received[1]?.validityPeriodSeconds).toBe(36_000);
  });

  it.each([
    [400, 21211, PermanentDeliveryError],
    [400, 21610, PermanentDeliveryError],
    [400, 21614, PermanentDeliveryError],
    [400, 21999, PassingDeliveryError],
    [401, 20003, PassingDeliveryError],
    [403, 20005, PassingDeliveryError],
    [429, 20429, PassingDeliveryError],
    [500, 20500, PassingDeliveryError],
  ])('HTTP %d with code %d is a %p', async (status, code, kind) => {
    const peer = await peerWith({ onMessage: () => ({ status, code }) });
    const failure = await courierTo(peer)
      .deliver(aParcel('sms'))
      .catch((error: Error) => error);
    expect(failure).toBeInstanceOf(kind);
    expect((failure as Error).message).toBe(`twilio.${code}`);
  });

  it('a wrong auth token is a passing matter: no message is given up for it', async () => {
    const peer = await peerWith();
    const courier = courierTo(peer, { authToken: new Redacted('wrong') });
    await expect(courier.deliver(aParcel('sms'))).rejects.toThrow(PassingDeliveryError);
    expect(peer.received).toEqual([]);
  });

  it('an API that never answers is left after the timeout', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
    const peer = await peerWith({ onMessage: () => held });
    const started = Date.now();
    await expect(courierTo(peer, { timeoutMs: 300 }).deliver(aParcel('sms'))).rejects.toThrow(PassingDeliveryError);
    expect(Date.now() - started).toBeLessThan(3_000);
    release();
  });

  it.each(['+1202555013', '12025550131', '+1 202 555 0131', 'whatsapp:+12025550131', '+12025550131,+12025550132', ''])(
    'S26: what is not exactly one number is refused unsent, or by Twilio: %j',
    async (to) => {
      const peer = await peerWith({ onMessage: () => ({ status: 400, code: 21211 }) });
      await expect(courierTo(peer).deliver(aParcel('sms', { to }))).rejects.toThrow(PermanentDeliveryError);
      expect(peer.received).toEqual([]);
    },
  );
});
