import { Courier, type Parcel, PermanentDeliveryError } from '../delivery/courier.js';
import { aParcel } from './builders.js';

/** Says no to what it is offered next, in the carrier's own way; `echo` is put into the words it uses. */
export type Refuse = (echo: string) => void;

export interface CourierHarness {
  courier: Courier;
  channel: 'email' | 'sms';
  /** What has arrived at the carrier, with its text as a person reads it. */
  received(): Promise<{ to: string; text: string }[]>;
  refuseForGood?: Refuse;
  refuseForNow: Refuse;
  goAway(): Promise<void>;
}

/** What every courier promises, proven against a carrier that speaks the real protocol. */
export function courierContract(make: () => Promise<CourierHarness>): void {
  const failureOf = async (courier: Courier, parcel: Parcel): Promise<Error> => {
    const failure = await courier.deliver(parcel).then(
      () => undefined,
      (error: Error) => error,
    );
    expect(failure).toBeInstanceOf(Error);
    return failure as Error;
  };
  const everything = (error: Error): string =>
    `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;

  it('has handed the message over when it resolves', async () => {
    const { courier, channel, received } = await make();
    const parcel = aParcel(channel);
    const { providerReference } = await courier.deliver(parcel);
    expect(providerReference).toMatch(/\S/u);
    const [message] = await received();
    expect(message?.to).toBe(parcel.to);
    expect(message?.text.trim()).toBe(parcel.rendered.text.trim());
  });

  it('keeps many deliveries at a time apart', async () => {
    const { courier, channel, received } = await make();
    const parcels = Array.from({ length: 20 }, (_, index) => {
      const to = channel === 'email' ? `kim${index}@example.org` : `+120255501${String(index).padStart(2, '0')}`;
      return aParcel(channel, { to }, String(100_000 + index));
    });
    await Promise.all(parcels.map((parcel) => courier.deliver(parcel)));
    const texts = new Map((await received()).map(({ to, text }) => [to, text.trim()]));
    expect(texts).toEqual(new Map(parcels.map(({ to, rendered }) => [to, rendered.text.trim()])));
  });

  it('calls a refusal for good permanent, and holds neither code nor text in it (S9)', async () => {
    const { courier, channel, refuseForGood, received } = await make();
    if (!refuseForGood) return;
    refuseForGood('code 918273');
    const failure = await failureOf(courier, aParcel(channel, {}, '918273'));
    expect(failure).toBeInstanceOf(PermanentDeliveryError);
    expect(everything(failure)).not.toContain('918273');
    expect(await received()).toEqual([]);
  });

  it('calls a refusal for now passing, and holds neither code nor text in it (S9)', async () => {
    const { courier, channel, refuseForNow } = await make();
    refuseForNow('code 918273');
    const failure = await failureOf(courier, aParcel(channel, {}, '918273'));
    expect(failure).not.toBeInstanceOf(PermanentDeliveryError);
    expect(everything(failure)).not.toContain('918273');
  });

  it('calls a carrier that is away passing', async () => {
    const { courier, channel, goAway } = await make();
    await goAway();
    const failure = await failureOf(courier, aParcel(channel, {}, '918273'));
    expect(failure).not.toBeInstanceOf(PermanentDeliveryError);
    expect(everything(failure)).not.toContain('918273');
  });
}
