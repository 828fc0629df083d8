/** Base of every aggregate: collects the events that its verbs record until the repository takes them. */
export abstract class Aggregate<Event> {
  // No field initialiser and no `#private`: object-relational mappers create instances without running either.
  private pending?: Event[];

  protected record(event: Event): void {
    (this.pending ??= []).push(event);
  }

  /** Hands over the recorded events, oldest first, and forgets them. */
  pullEvents(): Event[] {
    const events = this.pending ?? [];
    this.pending = [];
    return events;
  }
}
