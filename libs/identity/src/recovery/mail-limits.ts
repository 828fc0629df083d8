import { secondsAfter } from '@postern/kernel';

const perHour = 5;
const apartSeconds = 60;

/** Mail that anybody can ask for in somebody's name: once a minute, and five times an hour. What is more is held back in silence. */
export function withinMailLimits(earlier: readonly (Date | string)[], at: Date): boolean {
  const times = earlier.map((moment) => new Date(moment));
  const since = (seconds: number) => times.filter((time) => time > secondsAfter(at, -seconds)).length;
  return since(apartSeconds) === 0 && since(3600) < perHour;
}
