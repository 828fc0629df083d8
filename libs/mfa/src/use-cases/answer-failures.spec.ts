import { aPolicy } from '../testing/builders.js';
import { FakeOneTimeCodes } from '../testing/fake-secrets.js';
import { FixedPolicies } from '../testing/fake-surroundings.js';
import { InMemoryAnswers } from '../testing/in-memory-answers.js';
import { InMemoryFlows } from '../testing/in-memory-flows.js';
import { InMemoryStore } from '../testing/in-memory-store.js';
import { Person } from '../testing/person.js';
import { inMemoryPorts, worldOn } from '../testing/world.js';

/** Enrolled, and asked for a code. */
const waiting = async (changes: Parameters<typeof inMemoryPorts>[0]) => {
  const person = new Person(worldOn(inMemoryPorts(changes)));
  await person.enroll('sms');
  await person.signIn();
  return { person };
};

describe('AnswerChallenge, when settling goes wrong', () => {
  it.each(['comparing', 'reading the policy', 'settling'])(
    'spends no attempt when %s fails on our side (S5)',
    async (what) => {
      let failing = false;
      const fail = (where: string) => {
        if (failing && where === what) throw new Error('out of order');
      };
      const store = new InMemoryStore();
      const codes = new (class extends FakeOneTimeCodes {
        override matches(...given: Parameters<FakeOneTimeCodes['matches']>) {
          fail('comparing');
          return super.matches(...given);
        }
      })();
      const policies = new (class extends FixedPolicies {
        override async for() {
          fail('reading the policy');
          return this.policy;
        }
      })(aPolicy());
      const answers = new (class extends InMemoryAnswers {
        override async approve(...given: Parameters<InMemoryAnswers['approve']>) {
          fail('settling');
          return super.approve(...given);
        }
      })(store);
      const { person } = await waiting({ flows: new InMemoryFlows(store), answers, codes, policies });
      const code = await person.rightCode();
      failing = true;
      for (let count = 0; count < 6; count++) await expect(person.answer(code)).rejects.toThrow('out of order');
      failing = false;
      expect((await person.at('answer-challenge')).budget.attemptsLeft(person.world.clock.now())).toBe(5);
      expect(await person.answer(code)).toMatchObject({ ok: true });
    },
  );

  it('tells nothing of an activation that lost to another answer', async () => {
    const store = new InMemoryStore();
    const answers = new (class extends InMemoryAnswers {
      override async approve() {
        return 'replayed' as const;
      }
    })(store);
    const person = new Person(worldOn(inMemoryPorts({ flows: new InMemoryFlows(store), answers })));
    await person.enrollUpToActivation({ kind: 'totp' });
    expect(await person.answerRight()).toMatchObject({ refusal: { code: 'challenge.rejected', attemptsLeft: 4 } });
    const told = store.published.map(({ type }) => type);
    expect(told).toContain('challenge.rejected');
    expect(told).not.toContain('factor.activated');
  });
});
