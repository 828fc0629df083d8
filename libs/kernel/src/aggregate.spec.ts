import { Aggregate } from './aggregate.js';

class Door extends Aggregate<string> {
  open(): void {
    this.record('opened');
  }
}

describe('Aggregate', () => {
  it('hands over recorded events once, oldest first', () => {
    const door = new Door();
    door.open();
    door.open();
    expect(door.pullEvents()).toEqual(['opened', 'opened']);
    expect(door.pullEvents()).toEqual([]);
  });

  it('records on an instance whose constructor never ran, as mappers create them', () => {
    const door = Object.create(Door.prototype) as Door;
    door.open();
    expect(door.pullEvents()).toEqual(['opened']);
  });
});
