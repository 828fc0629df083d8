import { kindsAbout } from './activity-topics.js';

describe('kindsAbout', () => {
  it('tells of refused sign-ins beside those that went well, and of each kind under one topic only', () => {
    const topics = (['sign-ins', 'methods', 'account', 'recovery'] as const).map(kindsAbout);
    expect(topics[0]).toEqual(expect.arrayContaining(['session.issued', 'password.rejected', 'challenge.locked']));
    const all = topics.flat();
    expect(new Set(all).size).toBe(all.length);
  });

  it('leaves out what is about the installation and not about anybody', () => {
    expect(kindsAbout('account')).not.toContain('application.changed');
  });
});
