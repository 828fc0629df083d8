import { Redacted } from '@postern/kernel';
import { PassingDeliveryError, PermanentDeliveryError } from '../delivery/courier.js';
import { aParcel } from '../testing/builders.js';
import { courierContract } from '../testing/courier.contract.js';
import { SmtpSink } from '@postern/local-services/smtp-sink';
import { SmtpCourier, type SmtpSettings } from './smtp-courier.js';

const open: { stop(): Promise<void> }[] = [];
const couriers: SmtpCourier[] = [];

async function sinkWith(options: Parameters<typeof SmtpSink.start>[0] = {}): Promise<SmtpSink> {
  const sink = await SmtpSink.start(options);
  open.push(sink);
  return sink;
}

function courierTo(url: string, change: Partial<SmtpSettings> = {}): SmtpCourier {
  const settings = { from: 'Postern <no-reply@postern.example>', maxConnections: 3, timeoutMs: 5_000, ...change };
  const courier = new SmtpCourier({ url: new Redacted(url), ...settings });
  couriers.push(courier);
  return courier;
}

afterEach(async () => {
  for (const courier of couriers.splice(0)) courier.onApplicationShutdown();
  await Promise.all(open.splice(0).map((sink) => sink.stop()));
});

describe('SmtpCourier', () => {
  courierContract(async () => {
    let refusal: { code: number; text: string } | undefined;
    const sink = await sinkWith({ onMail: () => refusal });
    return {
      courier: courierTo(sink.url),
      channel: 'email',
      received: async () => sink.received.map(({ to, text }) => ({ to: to.join(), text })),
      refuseForGood: (echo) => (refusal = { code: 554, text: `5.7.1 we do not like ${echo}` }),
      refuseForNow: (echo) => (refusal = { code: 451, text: `4.3.0 come back with ${echo}` }),
      goAway: async () => {
        open.splice(open.indexOf(sink), 1);
        await sink.stop();
      },
    };
  });

  it('sends text and HTML with headers that say what it is, under an id made from the message', async () => {
    const sink = await sinkWith();
    const parcel = aParcel('email');
    const courier = courierTo(sink.url);
    await courier.deliver(parcel);
    await courier.deliver(parcel);
    const [mail, again] = sink.received;
    expect(mail).toMatchObject({
      from: 'no-reply@postern.example',
      to: ['kim@example.org'],
      subject: 'Acme Sign-in: Temporary Passcode',
      messageId: `<${parcel.id}@postern.example>`,
    });
    expect(mail?.headers).toMatchObject({
      'auto-submitted': 'auto-generated',
      from: 'Postern <no-reply@postern.example>',
    });
    expect(mail?.html).toContain('<p class="code"');
    // A duplicate is recognisable as one.
    expect(again?.messageId).toBe(mail?.messageId);
  });

  it('keeps to its number of connections and uses them again', async () => {
    const sink = await sinkWith();
    const courier = courierTo(sink.url, { maxConnections: 2 });
    await Promise.all(Array.from({ length: 30 }, () => courier.deliver(aParcel('email'))));
    expect(sink.received).toHaveLength(30);
    expect(sink.connections).toBeLessThanOrEqual(2);
  });

  it.each([
    { reply: '450 at RCPT TO', code: 450, kind: PassingDeliveryError },
    { reply: '550 at RCPT TO', code: 550, kind: PermanentDeliveryError },
    { reply: '503 at RCPT TO, which is about the conversation,', code: 503, kind: PassingDeliveryError },
  ])('$reply is a $kind.name', async ({ code, kind }) => {
    const sink = await sinkWith({ onRecipient: () => ({ code, text: 'no' }) });
    const failure = await courierTo(sink.url)
      .deliver(aParcel('email'))
      .catch((error: Error) => error);
    expect(failure).toBeInstanceOf(kind);
    expect((failure as Error).message).toBe(`smtp.${code}`);
  });

  it('wrong credentials are a passing matter: no message is given up for them', async () => {
    const sink = await sinkWith({ credentials: { user: 'postern', password: 'right' } });
    const at = (password: string) => sink.url.replace('smtp://', `smtp://postern:${password}@`);
    await expect(courierTo(at('wrong')).deliver(aParcel('email'))).rejects.toThrow(PassingDeliveryError);
    await expect(courierTo(at('right')).deliver(aParcel('email'))).resolves.toHaveProperty('providerReference');
  });

  it('a server that never answers is left after the timeout', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<undefined>((resolve) => (release = () => resolve(undefined)));
    const sink = await sinkWith({ onMail: () => held });
    const started = Date.now();
    await expect(courierTo(sink.url, { timeoutMs: 300 }).deliver(aParcel('email'))).rejects.toThrow(
      PassingDeliveryError,
    );
    expect(Date.now() - started).toBeLessThan(3_000);
    release();
  });

  it.each([
    'kim@example.org, eve@evil.example',
    'kim@example.org\r\nBcc: eve@evil.example',
    'kim@example.org\nRCPT TO:<eve@evil.example>',
    'Kim <kim@example.org>',
    'kim@example.org>\r\nDATA',
    'group: eve@evil.example;',
    'kim',
    '',
  ])('S26: a recipient that is more than one address is refused unsent: %j', async (to) => {
    const sink = await sinkWith();
    const courier = courierTo(sink.url);
    await expect(courier.deliver(aParcel('email', { to }))).rejects.toThrow(PermanentDeliveryError);
    expect(sink.connections).toBe(0);
  });

  it('S26: a line break in a subject brings no header and no recipient of its own', async () => {
    const sink = await sinkWith();
    const rendered = {
      channel: 'email',
      subject: 'Hi\r\nBcc: eve@evil.example\r\n\r\nbody',
      text: 'x',
      html: '<p>x</p>',
    } as const;
    await courierTo(sink.url).deliver(aParcel('email', { rendered }));
    expect(sink.received[0]?.headers).not.toHaveProperty('bcc');
    expect(sink.received[0]?.to).toEqual(['kim@example.org']);
    expect(sink.received[0]?.text.trim()).toBe('x');
  });
});
