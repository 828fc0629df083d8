import { byDay, type ActivityEntry } from './by-day';

const entry = (id: string, at: Date): ActivityEntry => ({
  id,
  kind: 'session.issued',
  at: at.toISOString(),
  source: null,
  device: null,
  application: null,
  factor: null,
  actor: null,
});

describe('Activity by day', () => {
  it('parts entries at the midnight of where the person is, and keeps their order', () => {
    const entries = [
      entry('4', new Date(2027, 2, 5, 0, 0, 1)),
      entry('3', new Date(2027, 2, 4, 23, 59, 59)),
      entry('2', new Date(2027, 2, 4, 0, 0, 0)),
      entry('1', new Date(2027, 2, 1, 12)),
    ];
    const days = byDay(entries);
    expect(days.map((day) => day.entries.map(({ id }) => id))).toEqual([['4'], ['3', '2'], ['1']]);
    expect(days.map(({ at }) => at)).toEqual([entries[0]?.at, entries[1]?.at, entries[3]?.at]);
  });

  it('shows nothing where nothing happened', () => {
    expect(byDay([])).toEqual([]);
  });
});
