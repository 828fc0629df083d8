export { SmtpSink } from '@postern/local-services/smtp-sink';
export { TwilioPeer } from '@postern/local-services/twilio-peer';
