import { assuranceTokenClaims, type NewRecoveryCodes, type RecoveryCodesStanding } from '@postern/contracts';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { attempted, Visitor } from '../testing/visitor.js';

describe('Recovery codes over HTTP', () => {
  let mfa: RunningMfa;
  beforeAll(async () => {
    mfa = await runMfa();
  });
  afterAll(() => mfa.stop());

  const path = '/recovery-codes';
  const renew = (visitor: Visitor) => visitor.account<NewRecoveryCodes>('POST', path, 'manage-factors');
  const read = (visitor: Visitor) => visitor.account<RecoveryCodesStanding>('GET', path);
  /** At the challenge, with the recovery codes chosen. */
  const upToCode = async (visitor: Visitor) => {
    await visitor.signIn();
    const codes = visitor.step('answer-challenge').alternatives.find(({ kind }) => kind === 'recovery_code');
    await visitor.act('POST', '/challenge', { factorId: codes?.id });
    return visitor;
  };

  it('are offered after the first factor, shown once, and counted down (R4, S8)', async () => {
    const ann = await new Visitor(mfa).withTotp();
    expect(ann.step('complete').recoveryCodesLeft).toBeNull();
    expect(await read(ann)).toEqual({ left: 0, createdAt: null });
    const { codes, text, createdAt } = await renew(ann);
    expect(codes).toHaveLength(10);
    for (const code of codes) expect(text).toContain(code);
    expect(text).toContain('Recovery codes for Postern');
    expect(await read(ann)).toEqual({ left: 10, createdAt });
    await upToCode(ann);
    const { factor, alternatives, challenge } = ann.step('answer-challenge');
    expect(factor).toMatchObject({ kind: 'recovery_code', codesLeft: 10 });
    expect(alternatives.map(({ kind }) => kind)).toEqual(['totp']);
    expect(challenge.resendAt).toBeNull();
    await ann.answer((codes[4] ?? '').toUpperCase());
    expect(ann.step('complete').recoveryCodesLeft).toBe(9);
    const token = ann.flow?.assuranceToken ?? '';
    expect(mfa.assurances.verify('assurance', 'mfa', token, assuranceTokenClaims)).toMatchObject({
      amr: ['pwd', 'recovery_code', 'mfa'],
      aal: 'aal2',
      factor: { kind: 'recovery_code' },
    });
    expect(await mfa.sent.events(ann.accountId)).toEqual(
      expect.arrayContaining(['recovery_codes.created', 'recovery_code.used']),
    );
  });

  it('of twenty sign-ins that use one code at once exactly one is let in (S8)', async () => {
    const ann = await new Visitor(mfa).withTotp();
    const { codes } = await renew(ann);
    const tabs = await Promise.all(
      Array.from({ length: 20 }, (_, index) => upToCode(Object.assign(ann.tab(), { source: `203.0.113.${index}` }))),
    );
    const replies = await Promise.all(tabs.map((tab) => tab.attemptAnswer(codes[0] ?? '')));
    expect(replies.filter(({ code }) => code === 'complete')).toHaveLength(1);
    expect(replies.filter(({ code }) => code === 'challenge.rejected')).toHaveLength(19);
    expect((await read(ann)).left).toBe(9);
  });

  it('guessing is throttled like every other answer (S5, S8)', async () => {
    const ann = await new Visitor(mfa).withTotp();
    const { codes } = await renew(ann);
    await upToCode(ann);
    const replies = await Promise.all(Array.from({ length: 40 }, () => ann.attemptAnswer('0000-0000-0000-0000')));
    expect(replies.filter(({ code }) => code === 'challenge.rejected')).toHaveLength(5);
    expect((await ann.attemptAnswer(codes[0] ?? '')).code).toBe('challenge.locked');
  });

  it('the set before is worth nothing once there is a new one', async () => {
    const ann = await new Visitor(mfa).withTotp();
    const before = await renew(ann);
    await renew(ann);
    await upToCode(ann);
    expect((await ann.attemptAnswer(before.codes[0] ?? '')).code).toBe('challenge.rejected');
  });

  it('are made with a token for changing factors only, and once with each (S11, S19)', async () => {
    const ann = await new Visitor(mfa).withTotp();
    expect((await attempted(ann.account('POST', path, 'account'))).code).toBe('session.required');
    expect((await attempted(ann.account('POST', path, 'sign-in'))).code).toBe('session.required');
    const token = ann.subjectToken({ purpose: 'manage-factors' });
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => attempted(ann.withToken<NewRecoveryCodes>(token, 'POST', path))),
    );
    expect(replies.filter(({ code }) => code === 'done')).toHaveLength(1);
    expect(replies.filter(({ code }) => code === 'session.required')).toHaveLength(19);
  });

  it('are not for who has no other method, and say so in the language of the account', async () => {
    expect((await attempted(renew(new Visitor(mfa)))).code).toBe('factor.not_found');
    const ana = await new Visitor(mfa, { locale: 'es' }).withTotp();
    expect((await renew(ana)).text).toContain('Códigos de recuperación de Postern');
  });

  it('lie nowhere in the database in clear, nor in what is told to others (S9)', async () => {
    const ann = await new Visitor(mfa).withTotp();
    const { codes } = await renew(ann);
    await upToCode(ann);
    await ann.answer(codes[0] ?? '');
    const tables = ['mfa.factor', 'mfa.flow', 'mfa.challenge', 'public.sent', 'mfa.outbox'];
    let dump = '';
    for (const table of tables) {
      const { rows } = await mfa.database.pool.query(`select t::text as row from ${table} t`);
      dump += rows.map(({ row }) => String(row).toLowerCase()).join('\n');
    }
    expect(dump).toContain(ann.accountId);
    for (const code of codes) {
      for (const spelling of [code, code.replaceAll('-', '')]) expect(dump.includes(spelling)).toBe(false);
    }
  });
});
