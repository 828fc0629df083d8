import type { FlowView } from '@postern/contracts';
import { SoftwareAuthenticator } from '@postern/local-services/software-authenticator';
import {
  askForResetLink,
  changeFactors,
  disavow,
  findAccount,
  linkTokenIn,
  makeRecoveryCodes,
  openResetLink,
  stepUp,
  type Person,
  type Reply,
} from '../src/testing/index.js';
import { install, type Installation } from './installation.js';

const better = 'a new and long enough passphrase';

type Attempt = () => Promise<Reply<{ code?: string; step?: { kind: string } }>>;

/** Everything that somebody who was in an account once may hold of it, each with what he tries with it afterwards. */
interface Loot {
  /** What reads or changes something of the account when it succeeds. */
  held: Record<string, Attempt>;
  passkeys: SoftwareAuthenticator;
  codes: string[];
}

describe('takeover: what an intruder holds opens nothing once the owner is back (S13, S14, S15)', () => {
  let postern: Installation;
  let operator: Person;

  beforeAll(async () => {
    postern = await install();
    operator = await postern.operator();
  });

  afterAll(() => postern.stop());

  const aMinutePasses = async () => {
    await postern.sql(`update identity.password_reset set requested_at = requested_at - interval '61 seconds'`);
    await postern.sql(`update identity.email_change set requested_at = requested_at - interval '61 seconds'`);
  };

  /** He knew the password and had the phone for a moment. */
  async function plunder(ann: Person): Promise<Loot> {
    const passkeys = new SoftwareAuthenticator('http://localhost:3000');
    const thief = () => ann.elsewhere(postern.client.with({ 'user-agent': 'curl/8' }));
    const main = thief();
    await main.signIn();
    await main.answer(await main.receiveCode(ann.phone), { rememberDevice: true });
    const session = postern.client.as(main.session as string);
    await changeFactors(main);
    await main.enrollPasskey(passkeys);
    await main.act('POST', '/done');
    const mine = postern.client.as(main.session as string);
    const codes = await makeRecoveryCodes(main);
    const flow = async (begin: (person: Person) => Promise<unknown>) => {
      const person = Object.assign(thief(), { session: main.session });
      await begin(person);
      return person;
    };
    const signIn = await flow((person) => person.signIn());
    const managing = await flow((person) => changeFactors(person));
    const done = await flow((person) => changeFactors(person));
    const steppingUp = await flow((person) => stepUp(person, { maxAgeSeconds: 0 }));
    await main.call('POST', '/v1/account/email', { email: `evil-${ann.email}` });
    const change = linkTokenIn(await main.receive(`evil-${ann.email}`, 'confirm-email'));
    const reset = await askForResetLink(ann);
    await aMinutePasses();
    const open = (token: string) =>
      postern.client.send<FlowView>('POST', '/v1/recovery/password/links', { token, client: 'native' });
    const { deviceToken, username: identifier } = main;
    const byPasskey = (person: Person) =>
      person.attempt<FlowView>('POST', '/answer', { credential: passkeys.get(webauthnOf(person)) });
    return {
      passkeys,
      codes,
      held: {
        'his first session': () => session.send('GET', '/v1/session'),
        'his session': () => mine.send('GET', '/v1/session'),
        'what his session changes': () => mine.send('PATCH', '/v1/account', { locale: 'es' }),
        'new flows from his session': () => mine.send('POST', '/v1/account/factor-changes', { client: 'native' }),
        'the sign-in that he has begun': () => byPasskey(signIn),
        'the step-up that he has begun': () => byPasskey(steppingUp),
        'the changes of factors that he has begun': () => managing.attempt('POST', '/factors', { kind: 'totp' }),
        'the end of such changes': () => done.attempt('POST', '/done', {}),
        'the link to another address': () => postern.client.send('POST', '/v1/email-changes', { token: change }),
        'the link to another password': () => open(reset),
        'the password with the device that he had remembered': () =>
          postern.client.send('POST', '/v1/sign-ins', {
            identifier,
            password: main.password,
            deviceToken,
            client: 'native',
          }),
      },
    };
  }

  const webauthnOf = (person: Person) => {
    const { step } = person.flow as FlowView;
    return (step.kind === 'answer-challenge' && step.webauthn) || {};
  };
  const complete = ({ status, body }: Awaited<ReturnType<Attempt>>) =>
    status < 300 &&
    (body.step === undefined ||
      ['complete', 'manage-factors', 'activate-factor', 'choose-password'].includes(body.step.kind));
  /** As long as a session may be taken for open that was ended elsewhere, and as word takes from one service to the next. */
  const aSecond = () => new Promise((resolve) => setTimeout(resolve, 1_100));
  const opens = async (loot: Loot): Promise<string[]> => {
    const opened: string[] = [];
    for (const [name, attempt] of Object.entries(loot.held)) if (complete(await attempt())) opened.push(name);
    return opened;
  };
  const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  /** Somebody with a phone, for a while already. */
  const resident = async (): Promise<Person> => {
    const ann = await postern.enrolled(firefox);
    await aSecond();
    return ann;
  };
  const passkeySignIn = async (loot: Loot): Promise<Reply<{ code: string }>> => {
    const { body } = await postern.client.send<{ ceremony: string; options: Record<string, unknown> }>(
      'POST',
      '/v1/passkeys/challenges',
      {},
    );
    const credential = loot.passkeys.get(body.options);
    return postern.client.send('POST', '/v1/passkeys/sign-ins', {
      ceremony: body.ceremony,
      credential,
      client: 'native',
    });
  };

  const remedies: Record<string, (ann: Person) => Promise<void>> = {
    'says "this was not me" to the notice of his device': async (ann) => {
      const { status } = await disavow(postern.client, linkTokenIn(await ann.receive(ann.email, 'new-device')));
      expect(status).toBe(200);
    },
    'chooses another password from his account': async (ann) => {
      await ann.call('PUT', '/v1/account/password', { currentPassword: ann.password, password: better });
    },
    'is disabled by an operator': async (ann) => {
      const { id } = (await findAccount(operator, ann.username))!;
      await operator.call('POST', `/v1/admin/accounts/${id}/disablement`, {});
    },
    'closes the account': async (ann) => {
      await ann.call('POST', '/v1/account/closure', {});
    },
  };

  it.each(Object.keys(remedies))('the owner %s', async (remedy) => {
    const ann = await resident();
    const loot = await plunder(ann);
    await remedies[remedy]!(ann);
    await aSecond();
    expect(await opens(loot)).toEqual([]);
  });

  it('a reset of the password ends it all, too', async () => {
    const ann = await resident();
    const loot = await plunder(ann);
    const owner = ann.elsewhere();
    await openResetLink(owner, await askForResetLink(ann));
    await owner.attempt('POST', '/challenge', { factorId: await smsOf(owner) });
    await owner.answer(await owner.receiveCode(ann.phone));
    await owner.act('POST', '/new-password', { password: better });
    await aSecond();
    expect(await opens(loot)).toEqual([]);
  });

  const smsOf = async (person: Person): Promise<string> => {
    const { factor, alternatives } = person.step('answer-challenge');
    return [factor, ...alternatives].find(({ kind }) => kind === 'sms')!.id;
  };

  it('his passkey signs nobody in after the notice of his device was answered, nor do his recovery codes', async () => {
    const ann = await resident();
    const loot = await plunder(ann);
    const { body } = await disavow(postern.client, linkTokenIn(await ann.receive(ann.email, 'new-device')));
    expect(body.effects).toContain('factor-removed');
    await ann.receive(ann.email, 'factor-removed');
    const owner = ann.elsewhere();
    await openResetLink(owner, linkTokenIn(await ann.receive(ann.email, 'password-reset')));
    expect(owner.step('answer-challenge')).toMatchObject({ factor: { kind: 'sms' }, alternatives: [] });
    expect((await owner.attempt('POST', '/answer', { code: loot.codes[0] })).status).toBe(422);
    await owner.answer(await owner.receiveCode(ann.phone));
    await owner.act('POST', '/new-password', { password: better });
    expect(await passkeySignIn(loot)).toMatchObject({ status: 401, body: { code: 'passkey.rejected' } });
  });

  it('race: while the owner says no, all that he holds is tried at the same moment, again and again', async () => {
    for (let round = 0; round < 3; round++) {
      const ann = await resident();
      const loot = await plunder(ann);
      const token = linkTokenIn(await ann.receive(ann.email, 'new-device'));
      const replies = await Promise.all([
        ...Object.values(loot.held).map((attempt) => attempt()),
        disavow(postern.client, token),
        ...Object.values(loot.held).map((attempt) => attempt()),
      ]);
      // What he won in the race is void as well.
      const won = replies
        .map(({ body }) => body as FlowView)
        .flatMap(({ session, flowToken }) => [session?.token, flowToken]);
      await ann.receive(ann.email, 'factor-removed');
      await aSecond();
      for (const bearer of won.filter((one) => one !== undefined)) {
        expect((await postern.client.as(bearer).send('GET', '/v1/session')).status).toBe(401);
        const factors = await postern.client.as(bearer).send('POST', '/v1/sign-ins/current/factors', { kind: 'totp' });
        expect(factors.status).toBeGreaterThanOrEqual(400);
      }
      expect(await opens(loot)).toEqual([]);
      const owner = ann.elsewhere();
      await openResetLink(owner, linkTokenIn(await ann.receive(ann.email, 'password-reset')));
      expect(owner.step('answer-challenge')).toMatchObject({ factor: { kind: 'sms' }, alternatives: [] });
    }
  });
});
