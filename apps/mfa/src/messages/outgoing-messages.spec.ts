import { sendMessage, type OutgoingMessage } from '@postern/contracts';
import { secondsAfter } from '@postern/kernel';
import { EmailVerification, type KeyId, type Situation } from '@postern/mfa-domain';
import { aFactor, aNewSubject, aSituation, FakeLinkTokens, FakeOneTimeCodes, noon } from '@postern/mfa-domain/testing';
import { Sealer } from '@postern/platform';
import { testKeyring } from '@postern/platform/testing';
import { OutgoingMessages } from './outgoing-messages.js';

describe('OutgoingMessages', () => {
  const codes = new FakeOneTimeCodes();
  const links = new FakeLinkTokens();
  const sealer = new Sealer(testKeyring());
  const messages = new OutgoingMessages(codes, links, sealer, 'https://id.example.org/');

  const bodyOf = (message: OutgoingMessage | undefined) => sendMessage.parse(message?.body);
  const waiting = () => {
    const situation = aSituation({ factors: [aFactor()] });
    const { challenge } = situation;
    if (!challenge) throw new Error('there is no challenge');
    return { situation, challenge };
  };

  it('seals a passcode to its message, and lets it expire with its challenge', () => {
    const { situation, challenge } = waiting();
    challenge.send(situation.context(noon), '+12125550131');
    const [message, ...rest] = messages.of(situation);
    expect(rest).toEqual([]);
    const body = bodyOf(message);
    expect(body).toMatchObject({
      template: 'temporary-passcode',
      channel: 'sms',
      to: '+12125550131',
      data: { expiresInMinutes: 5 },
      expiresAt: challenge.state.expiresAt.toISOString(),
      accountId: challenge.state.accountId,
    });
    const code = codes.derive(challenge.codeSubject).reveal();
    expect(JSON.stringify(message)).not.toContain(`"${code}"`);
    if (!body.sealed) throw new Error('nothing is sealed');
    expect(JSON.parse(sealer.open(body.sealed, body.id))).toEqual({ code });
  });

  it('does not let a sealed passcode be moved into another message (S9)', () => {
    const { situation, challenge } = waiting();
    challenge.send(situation.context(noon), '+12125550131');
    const { sealed } = bodyOf(messages.of(situation)[0]);
    expect(() => sealer.open(sealed!, crypto.randomUUID())).toThrow();
  });

  it('says truthfully how long a code that is sent again still lasts', () => {
    const { situation, challenge } = waiting();
    challenge.send(situation.context(secondsAfter(noon, 100)), '+12125550131');
    challenge.send(situation.context(secondsAfter(noon, 290)), '+12125550131');
    expect(messages.of(situation).map((message) => bodyOf(message).data)).toEqual([
      { expiresInMinutes: 3 },
      { expiresInMinutes: 1 },
    ]);
  });

  it('builds the link from the configured address, whatever its ending', () => {
    const situation = aSituation({ subject: aNewSubject() });
    situation.verification = EmailVerification.request(situation.context(noon), 'a@example.org', 'links-1' as KeyId);
    const body = bodyOf(messages.of(situation)[0]);
    const { id, keyId } = situation.verification.state;
    expect(JSON.parse(sealer.open(body.sealed!, body.id))).toEqual({
      link: `https://id.example.org/verify-email#token=${links.derive(id, keyId).reveal()}`,
    });
    expect(body).toMatchObject({ to: 'a@example.org', expiresAt: secondsAfter(noon, 1800).toISOString() });
  });

  it('speaks the language of the account', () => {
    const situation = aSituation({ subject: aNewSubject({ locale: 'es' }) });
    situation.verification = EmailVerification.request(situation.context(noon), 'a@example.org', 'links-1' as KeyId);
    expect(bodyOf(messages.of(situation)[0])).toMatchObject({ template: 'verify-email', locale: 'es' });
  });

  it('sends the link of a recovery with words of its own, to the same page', () => {
    const situation = aSituation({ factors: [aFactor()] });
    const context = situation.context(noon);
    const verification = EmailVerification.request(context, 'a@example.org', 'links-1' as KeyId, null, 'recover');
    situation.verification = verification;
    const body = bodyOf(messages.of(situation)[0]);
    expect(body.template).toBe('recover-factors');
    expect(sealer.open(body.sealed!, body.id)).toContain('/verify-email#token=');
  });

  it('tells identity of a new factor, and whom else to tell; notices are not sent from here', () => {
    const subject = aNewSubject();
    const factor = aFactor({ accountId: subject.accountId, status: 'pending', activatedAt: null });
    const situation: Situation = aSituation({ subject, factors: [factor] });
    factor.activate({ ...situation.context(noon), notify: ['a@example.org'], application: 'parcel-desk' }, null);
    const sent = messages.of(situation);
    expect(sent.map(({ queue, name }) => `${queue} ${name}`)).toEqual(['identity factor.activated']);
    expect(sent[0]?.body).toEqual({
      accountId: subject.accountId,
      flowId: situation.flow.state.id,
      source: situation.source,
      actor: null,
      application: 'parcel-desk',
      at: noon.toISOString(),
      factorId: factor.state.id,
      kind: 'sms',
      notify: ['a@example.org'],
      destination: '(***) ***-**31',
    });
  });

  it('says of a lock whether the password had been right', () => {
    const { situation, challenge } = waiting();
    challenge.reject(situation.context(noon), secondsAfter(noon, 900));
    const [, locked] = messages.of(situation);
    expect(locked).toMatchObject({
      name: 'challenge.locked',
      body: { afterPassword: true, notify: ['robin@example.org'] },
    });
  });

  it('takes the events away, so that nothing is told twice', () => {
    const { situation, challenge } = waiting();
    challenge.reject(situation.context(noon), null);
    expect(messages.of(situation)).toHaveLength(1);
    expect(messages.of(situation)).toEqual([]);
  });
});
