import { probit } from 'simple-statistics';
import { differences, superiority, usualTrial } from './likeness.js';

/** Somebody else's work on the machine: a clock that calls move forward, some of them by far. */
class BusyMachine {
  private milliseconds = 0;
  readonly now = (): number => this.milliseconds;

  /** A call of this many milliseconds, give or take a tenth; one in ten takes up to ten times as long. */
  call(milliseconds: number): () => Promise<void> {
    return async () => {
      const noise = 1 + 0.1 * probit(Math.min(Math.max(Math.random(), 1e-6), 1 - 1e-6));
      const interruption = Math.random() < 0.1 ? 1 + 9 * Math.random() : 1;
      // Slowly it gets busier and calmer again.
      const load = 1.5 + Math.sin(this.milliseconds / 1_000);
      this.milliseconds += milliseconds * noise * interruption * load;
    };
  }
}

describe('Telling times apart', () => {
  it('is a share: 0.5 for alike, 1 and 0 for one always after the other', () => {
    expect(superiority([1, 2, 3], [1, 2, 3])).toBe(0.5);
    expect(superiority([4, 5, 6], [1, 2, 3])).toBe(1);
    expect(superiority([1, 2, 3], [4, 5, 6])).toBe(0);
    expect(superiority([1, 3], [2, 4])).toBe(0.25);
  });

  it('finds nothing between calls that do the same work, on a machine that is busy with something else', async () => {
    for (let run = 0; run < 20; run++) {
      const machine = new BusyMachine();
      const kinds = { known: machine.call(25), unknown: machine.call(25), disabled: machine.call(25) };
      expect(await differences(kinds, usualTrial, machine.now)).toEqual([]);
    }
  });

  it('finds a path that skips the hash, every time (S20)', async () => {
    for (let run = 0; run < 20; run++) {
      const machine = new BusyMachine();
      const kinds = { known: machine.call(25), alike: machine.call(25), skipping: machine.call(8) };
      const found = await differences(kinds, usualTrial, machine.now);
      expect(found.map(({ between }) => between)).toEqual([
        ['known', 'skipping'],
        ['alike', 'skipping'],
      ]);
    }
  });

  it('finds half a hash that is left out', async () => {
    const machine = new BusyMachine();
    const kinds = { known: machine.call(25), unknown: machine.call(12.5) };
    expect(await differences(kinds, usualTrial, machine.now)).toHaveLength(1);
  });

  it('measures again before it says so: one bad moment is no difference', async () => {
    const machine = new BusyMachine();
    let calls = 0;
    const slowAtFirst = async () => machine.call(++calls <= usualTrial.samples ? 100 : 25)();
    expect(await differences({ known: machine.call(25), slowAtFirst }, usualTrial, machine.now)).toEqual([]);
    expect(calls).toBe(2 * usualTrial.samples);
  });
});
