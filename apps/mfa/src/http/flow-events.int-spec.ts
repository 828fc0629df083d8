import { get, type IncomingMessage } from 'node:http';
import { contextHeaders, type FlowState } from '@postern/contracts';
import { eventually } from '@postern/platform/testing';
import type { RunningService } from '@postern/platform';
import { runMfa, type RunningMfa } from '../testing/running-mfa.js';
import { Visitor } from '../testing/visitor.js';

/** One open stream of server-sent events. */
class Listener {
  text = '';
  ended = false;

  private constructor(readonly response: IncomingMessage) {
    response.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    response.on('end', () => (this.ended = true)).on('error', () => (this.ended = true));
  }

  static async open(mfa: RunningMfa, visitor: Visitor, url = mfa.url): Promise<Listener> {
    const headers = {
      authorization: `Bearer ${mfa.serviceToken()}`,
      [contextHeaders.flowToken]: visitor.flowToken,
      [contextHeaders.source]: visitor.source,
    };
    return new Promise((resolve, reject) => {
      get(`${url}/internal/flows/current/events`, { headers }, (response) => resolve(new Listener(response))).on(
        'error',
        reject,
      );
    });
  }

  get states(): FlowState[] {
    return [...this.text.matchAll(/^event: flow\ndata: (.+)\n\n/gm)].map(([, data]) => JSON.parse(data as string));
  }

  get kinds(): string[] {
    return this.states.map(({ step }) => step.kind);
  }
}

describe('Waiting for a flow over server-sent events', () => {
  let mfa: RunningMfa;
  let replica: RunningService;
  beforeAll(async () => {
    mfa = await runMfa();
    replica = await mfa.replica();
  });
  afterAll(async () => {
    await replica.close();
    await mfa.stop();
  });

  const waiting = async () => {
    const ann = new Visitor(mfa);
    await ann.signIn();
    await ann.act('POST', '/email', {});
    return ann;
  };

  it('begins with the state at once, and tells when the link was opened elsewhere, through any replica', async () => {
    const ann = await waiting();
    const [here, there] = [await Listener.open(mfa, ann), await Listener.open(mfa, ann, replica.url)];
    expect(here.response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    });
    await eventually(() => here.kinds.length === 1 && there.kinds.length === 1);
    // The signal, not the look every five seconds, must bring it.
    const before = Date.now();
    await ann.openLink(await ann.linkToken());
    await eventually(() => here.kinds.length === 2 && there.kinds.length === 2);
    expect(Date.now() - before).toBeLessThan(2_000);
    expect(here.kinds).toEqual(['await-email', 'enroll-factor']);
    expect(there.states).toEqual(here.states);
    here.response.destroy();
    there.response.destroy();
  });

  it('ends with the flow, and never carries the assurance', async () => {
    const ann = new Visitor(mfa, { created_at: Date.parse('2024-05-01T09:00:00Z') / 1000 });
    await ann.signIn();
    const listener = await Listener.open(mfa, ann);
    await ann.act('POST', '/enrollment-choice', { choice: 'not-now' });
    expect(ann.flow?.assuranceToken).toEqual(expect.any(String));
    await eventually(() => listener.ended);
    expect(listener.kinds).toEqual(['choose-enrollment', 'complete']);
    expect(listener.text).not.toContain('assuranceToken');
  });

  it('survives the loss of its listening connection', async () => {
    const ann = await waiting();
    const listener = await Listener.open(mfa, ann);
    await eventually(() => listener.kinds.length === 1);
    await mfa.database.query(
      'spec.cut',
      `select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()`,
    );
    await ann.openLink(await ann.linkToken());
    await eventually(() => listener.kinds.includes('enroll-factor'), 15_000);
    listener.response.destroy();
  });

  it('refuses like any other call when there is no flow to wait for', async () => {
    const ann = await waiting();
    ann.flowToken = 'A'.repeat(43);
    const { response } = await Listener.open(mfa, ann);
    expect(response.statusCode).toBe(404);
    expect(response.headers['content-type']).toContain('application/problem+json');
    response.resume();
  });

  it('ends what is open when the service stops, which then takes no longer for it', async () => {
    const other = await mfa.replica();
    const ann = await waiting();
    const listener = await Listener.open(mfa, ann, other.url);
    await eventually(() => listener.kinds.length === 1);
    const before = Date.now();
    await other.close();
    expect(Date.now() - before).toBeLessThan(5_000);
    await eventually(() => listener.ended);
  });
});
