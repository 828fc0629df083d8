import { aSubject, home } from '../testing/builders.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';

describe('RenewRecoveryCodes', () => {
  it('makes ten codes for who has a factor, tells every address, and shows none of them in what it tells or stores (S8, S9)', async () => {
    const ports = inMemoryPorts();
    const person = new Person(worldOn(ports));
    await person.enroll('totp');
    const renewed = await person.world.renewRecoveryCodes.execute(person.subject, home);
    const codes = renewed.ok ? renewed.codes.reveal() : [];
    expect(codes).toHaveLength(10);
    const event = ports.store.published.at(-1);
    expect(event).toMatchObject({
      type: 'recovery_codes.created',
      accountId: person.subject.accountId,
      flowId: null,
      notify: [person.subject.email],
    });
    const kept = JSON.stringify([event, ...ports.store.factors.values()]).toLowerCase();
    for (const code of codes) {
      for (const spelling of [code, code.replaceAll('-', '')]) expect(kept).not.toContain(spelling.toLowerCase());
    }
  });

  it('makes none for who has nothing that they could stand in for', async () => {
    const world = worldOn(inMemoryPorts());
    expect(await world.renewRecoveryCodes.execute(aSubject(), home)).toEqual({
      ok: false,
      refusal: { code: 'factor.not_found' },
    });
  });
});
