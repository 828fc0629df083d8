import { SmtpSink, type SmtpSinkOptions } from '@postern/local-services/smtp-sink';
import { serve } from '@postern/local-services/child';

/** A child process that takes e-mail, so that its work is not counted. */
const options: SmtpSinkOptions = { keep: true };
const sink = await SmtpSink.start(options);

export interface Mail {
  to: string;
  subject: string;
  text: string;
  html: string;
}

const calls = {
  url: () => sink.url,

  /** Whether messages are kept and parsed, or only counted. */
  keep(wanted: boolean): void {
    options.keep = wanted;
  },

  accepted: () => sink.accepted,

  /** Waits until so many have been accepted in all. @returns when that was, in milliseconds since the epoch. */
  async waitFor(count: number): Promise<number> {
    await sink.waitFor(count, 30_000);
    return performance.timeOrigin + performance.now();
  },

  /** What was kept since the last time. */
  take: (): Mail[] =>
    sink.received.splice(0).map(({ to, subject, text, html }) => ({ to: to[0] ?? '', subject, text, html })),
};

export type SinkCalls = typeof calls;

serve(calls, () => sink.stop());
