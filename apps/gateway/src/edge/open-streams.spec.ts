import { OpenStreams } from './open-streams.js';

describe('OpenStreams', () => {
  const openMany = (streams: OpenStreams, count: number, flow: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => streams.open(flow(index), '192.0.2.1'));

  it('S21: has five places for a flow and a hundred for an address, and gives them back', () => {
    const streams = new OpenStreams();
    const [first] = openMany(streams, 5, () => 'flow');
    expect(() => streams.open('flow', '198.51.100.9')).toThrow('request.rate_limited');
    first?.abort();
    first?.abort();
    streams.open('flow', '192.0.2.1');
    expect(() => streams.open('flow', '192.0.2.1')).toThrow('request.rate_limited');
    openMany(streams, 95, (index) => `other ${index}`);
    expect(() => streams.open('one more', '192.0.2.1')).toThrow('request.rate_limited');
    streams.open('one more', '192.0.2.2');
  });

  it('ends all of them at shutdown', () => {
    const streams = new OpenStreams();
    const open = openMany(streams, 7, String);
    streams.beforeApplicationShutdown();
    expect(open.every(({ signal }) => signal.aborted)).toBe(true);
  });
});
