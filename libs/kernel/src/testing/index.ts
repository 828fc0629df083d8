import { Clock, secondsAfter } from '../clock.js';

/** A clock that stands still until it is told to move. */
export class FixedClock extends Clock {
  constructor(private current: Date = new Date('2026-01-15T12:00:00Z')) {
    super();
  }

  now(): Date {
    return new Date(this.current);
  }

  advance(seconds: number): void {
    this.current = secondsAfter(this.current, seconds);
  }
}
