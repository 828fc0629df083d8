import { Redacted } from '@postern/kernel';
import twilio from 'twilio';
import { Courier, type Parcel, PassingDeliveryError, PermanentDeliveryError } from '../delivery/courier.js';

export interface TwilioSettings {
  accountSid: string;
  authToken: Redacted;
  /** A messaging service (`MG…`), which chooses the sender and is what Twilio recommends, or one number of your own. */
  sender: { messagingServiceSid: string } | { from: string };
  /** Replaces `https://api.twilio.com`: a proxy, or a peer in tests. */
  apiUrl?: string | undefined;
  /** The longest that one request may take, in milliseconds. */
  timeoutMs: number;
}

/**
 * Twilio's codes for a destination or a text that will not be accepted later either
 * (https://www.twilio.com/docs/api/errors): not a number, unreachable, a country that the account does not send to, no or
 * too long a text, opted out, no route, not a mobile number, a landline.
 */
const permanentCodes = new Set([21211, 21214, 21217, 21408, 21602, 21604, 21610, 21612, 21614, 21617, 21635]);

/** E.164: what Twilio takes, and nothing that could be anything else. */
const phoneNumber = /^\+[1-9]\d{6,14}$/u;

/** Longest time that Twilio keeps a message in its own queue, in seconds. */
const maxValiditySeconds = 36_000;

/** Text messages through Twilio. It knows no idempotency key: a repeated attempt is a repeated text. */
export class TwilioCourier extends Courier {
  private readonly client: twilio.Twilio;

  constructor(private readonly settings: TwilioSettings) {
    super();
    const httpClient = new RelocatedClient({ timeout: settings.timeoutMs }, settings.apiUrl);
    this.client = twilio(settings.accountSid, settings.authToken.reveal(), { httpClient });
  }

  async deliver({ to, rendered, expiresAt }: Parcel): Promise<{ providerReference: string }> {
    if (rendered.channel !== 'sms') throw new PermanentDeliveryError('twilio.wrong_channel');
    if (!phoneNumber.test(to)) throw new PermanentDeliveryError('recipient.invalid');
    const secondsLeft = Math.floor((expiresAt.getTime() - Date.now()) / 1000);
    try {
      const { sid } = await this.client.messages.create({
        to,
        ...this.settings.sender,
        body: rendered.text,
        // Twilio drops what it could not hand on in time, so that no code arrives after it has expired.
        validityPeriod: Math.min(maxValiditySeconds, Math.max(1, secondsLeft)),
      });
      return { providerReference: sid };
    } catch (error) {
      const { code } = error as { code?: number | string };
      const reason = `twilio.${String(code ?? 'failed').toLowerCase()}`;
      throw permanentCodes.has(Number(code)) ? new PermanentDeliveryError(reason) : new PassingDeliveryError(reason);
    }
  }
}

type RequestOptions<Data> = Parameters<typeof twilio.RequestClient.prototype.request<Data>>[0];

/** Sends the SDK's requests, which always name Twilio's own host, to another one. */
class RelocatedClient extends twilio.RequestClient {
  constructor(
    options: ConstructorParameters<typeof twilio.RequestClient>[0],
    private readonly apiUrl: string | undefined,
  ) {
    super(options);
  }

  override request<Data>(options: RequestOptions<Data>) {
    if (!this.apiUrl) return super.request<Data>(options);
    const { pathname, search } = new URL(options.uri);
    return super.request<Data>({ ...options, uri: `${this.apiUrl.replace(/\/+$/u, '')}${pathname}${search}` });
  }
}
