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

  it('tells every address of a new factor, for a day, and the audit record once', () => {
    const subject = aNewSubject();
    const factor = aFactor({ accountId: subject.accountId, status: 'pending', activatedAt: null });
    const situation: Situation = aSituation({ subject, factors: [factor] });
    factor.activate({ ...situation.context(noon), notify: ['a@example.org', 'b@example.org'] }, null);
    const sent = messages.of(situation);
    expect(sent.map(({ queue, name }) => `${queue} ${name}`)).toEqual([
      'notifications send-message',
      'notifications send-message',
      'identity factor.activated',
    ]);
    expect(sent.slice(0, 2).map((message) => bodyOf(message))).toMatchObject([
      { to: 'a@example.org', sealed: null, data: { kind: 'sms', destination: '(***) ***-**31' } },
      { to: 'b@example.org', expiresAt: secondsAfter(noon, 86_400).toISOString() },
    ]);
    expect(sent[2]?.body).toEqual({
      accountId: subject.accountId,
      flowId: situation.flow.state.id,
      source: situation.source,
      at: noon.toISOString(),
      factorId: factor.state.id,
      kind: 'sms',
    });
  });

  it('takes the events away, so that nothing is told twice', () => {
    const { situation, challenge } = waiting();
    challenge.reject(situation.context(noon), null);
    expect(messages.of(situation)).toHaveLength(1);
    expect(messages.of(situation)).toEqual([]);
  });
});
