import { newId, secondsAfter, type AccountId } from '@postern/kernel';
import { home, noon } from '../testing/builders.js';
import { AttemptBudget, attemptsPerBudget, lockSeconds } from './attempt-budget.js';

const fresh = () => AttemptBudget.fresh(newId<AccountId>(), 'activate:sms', home);
const spendAll = (budget: AttemptBudget, at: Date) => {
  for (let count = 0; count < attemptsPerBudget; count++) budget = budget.spend(at);
  return budget;
};

describe('AttemptBudget', () => {
  it('counts down from five and locks with the last attempt', () => {
    const left = [];
    let budget = fresh();
    for (let count = 0; count < 5; count++) {
      budget = budget.spend(noon);
      left.push(budget.attemptsLeft(noon));
    }
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect(budget.lockedUntil(noon)).toEqual(secondsAfter(noon, 900));
  });

  it('stays as it is while it is locked', () => {
    const locked = spendAll(fresh(), noon);
    expect(locked.spend(secondsAfter(noon, 899))).toBe(locked);
  });

  it('doubles each lock from a quarter of an hour up to a day', () => {
    let [budget, at] = [fresh(), noon];
    const minutes = [];
    for (let lock = 0; lock < 10; lock++) {
      budget = spendAll(budget, at);
      const until = budget.lockedUntil(at) as Date;
      minutes.push((until.getTime() - at.getTime()) / 60_000);
      at = until;
      expect(budget.attemptsLeft(at)).toBe(attemptsPerBudget);
    }
    expect(minutes).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]);
    expect(lockSeconds.at(-1)).toBe(86_400);
  });

  it('takes back an attempt, and the lock that it caused', () => {
    const back = spendAll(fresh(), noon).giveBack();
    expect(back.state).toMatchObject({ used: 4, locks: 0, lockedUntil: null });
    expect(fresh().giveBack().state.used).toBe(0);
  });
});
