import { cpuPerOperation, p50, type Comparison, type Question, type Sample } from './comparison.ts';
import { code, Mails } from './enrolled-people.ts';
import type { Experiment } from './experiment.ts';
import { median, run, type Load } from './load.ts';
import { MfaClient } from './mfa-client.ts';
import type { Person } from './population.ts';
import type { StageMedians } from './references/bare-messages.ts';
import { Snapshot } from './snapshot.ts';
import type { Mail } from './sink.ts';
import type { Statement } from './statement-recorder.ts';

const warmUps = 20;

/** Codes issued to people with an e-mail factor. The tables are put back in between, so that the same tokens buy flows again. */
class Codes {
  private readonly experiment: Experiment;
  private readonly mfa: MfaClient;
  private readonly tokens: readonly string[];
  private readonly snapshot: Snapshot;

  private constructor(experiment: Experiment, mfa: MfaClient, tokens: readonly string[], snapshot: Snapshot) {
    this.experiment = experiment;
    this.mfa = mfa;
    this.tokens = tokens;
    this.snapshot = snapshot;
  }

  static async make(experiment: Experiment): Promise<Codes> {
    const { laboratory } = experiment;
    const mfa = await MfaClient.create(laboratory);
    const people = await experiment.enrolledPeople('email');
    const tokens = await Promise.all(people.map((person) => mfa.subjectToken(person)));
    const codes = new Codes(experiment, mfa, tokens, await Snapshot.take(laboratory.database));
    await codes.prepareReference(people);
    await laboratory.sink.call('keep', false);
    return codes;
  }

  /** From the call that issues the code to its acceptance by the mail server. */
  async product(inFlight: number): Promise<Sample> {
    const { laboratory } = this.experiment;
    await this.putBack();
    const times = this.times(inFlight);
    let latencies: number[] = [];
    const sample = await laboratory.product({
      warmUp: () => this.deliver({ inFlight, times: warmUps }, 0),
      work: async () => {
        latencies = await this.deliver({ inFlight, times }, warmUps);
        return times;
      },
    });
    return { ...sample, p50Milliseconds: median(latencies) };
  }

  async reference(inFlight: number): Promise<Sample> {
    const { laboratory } = this.experiment;
    await this.putBack();
    const times = this.times(inFlight);
    let stages: StageMedians | undefined;
    const sample = await laboratory.reference({
      warmUp: () => laboratory.references.call('sendMessages', { inFlight, times: warmUps, from: 0 }),
      work: async () => {
        stages = await laboratory.references.call('sendMessages', { inFlight, times, from: warmUps });
        return times;
      },
      // Gone before the installation could take it for its own outbox.
      afterwards: () => this.snapshot.restore(),
    });
    const { transaction, hop, send } = stages as StageMedians;
    return { ...sample, p50Milliseconds: transaction + hop + send };
  }

  private times(inFlight: number): number {
    const all = this.tokens.length - warmUps;
    return inFlight === 1 ? Math.min(all, 150) : all;
  }

  /** @returns how long each took, in milliseconds, where they go one at a time. */
  private async deliver(load: Load & { times: number }, from: number): Promise<number[]> {
    const { sink } = this.experiment.laboratory;
    const acceptedBefore = await sink.call('accepted');
    const latencies: number[] = [];
    await run(load, async (number) => {
      const begun = performance.timeOrigin + performance.now();
      await this.mfa.start(this.tokens[from + number] as string);
      if (load.inFlight === 1) latencies.push((await sink.call('waitFor', acceptedBefore + number + 1)) - begun);
    });
    await sink.call('waitFor', acceptedBefore + load.times);
    return latencies;
  }

  /** The same rows, the same job and the same e-mail for the bare means. */
  private async prepareReference(people: readonly Person[]): Promise<void> {
    const { laboratory } = this.experiment;
    const { installation, sink, references, queueUrl, smtpUrl } = laboratory;
    await sink.call('keep', true);
    await laboratory.quiet();
    await sink.call('take');
    await installation.call('record');
    const rows: Statement[][] = [];
    for (const token of this.tokens) {
      await this.mfa.start(token);
      rows.push((await installation.call('recorded')).filter(writes));
    }
    await installation.call('endRecord');
    const mails = new Mails(laboratory);
    await mails.arrived(people, code);
    const mail = mails.last as Mail;
    await references.call('startMessages', { queueUrl, smtpUrl, rows, mail, job: jobIn(rows) });
  }

  private async putBack(): Promise<void> {
    // The last deliveries are accepted, and are written down a moment later.
    await new Promise((resolve) => setTimeout(resolve, 150));
    await this.snapshot.restore();
  }
}

/** What issuing a code leaves behind; the counts of the sending limits are the product's own affair. */
const writes = ({ text }: Statement): boolean => /\b(insert|update|delete)\b/i.test(text) && !/rate_limits/.test(text);

/** The message as it goes into the outbox is among the parameters of the statement that issues the code. */
function jobIn([statements]: Statement[][]): object {
  for (const { values } of statements ?? []) {
    for (const value of values) {
      if (typeof value !== 'string' || !value.includes('"send-message"')) continue;
      const [message] = JSON.parse(value) as { body: object }[];
      if (message) return message.body;
    }
  }
  throw new Error('no message was put into the outbox');
}

const cost: Question = {
  id: 'P5',
  what: 'code issued → accepted by SMTP, against transaction + hop + send',
  unit: 'ms CPU',
  read: cpuPerOperation,
  wants: 'less',
  gate: 1.6,
  goal: 1.3,
};

const latency: Question = {
  id: 'P6',
  what: 'the same, median time of one at a time',
  unit: 'ms',
  read: p50,
  wants: 'less',
  gate: 1.5,
};

export async function codeDelivered(experiment: Experiment): Promise<Comparison> {
  const codes = await Codes.make(experiment);
  return { questions: [cost], product: () => codes.product(8), reference: () => codes.reference(8) };
}

export async function codeDelay(experiment: Experiment): Promise<Comparison> {
  const codes = await Codes.make(experiment);
  return { questions: [latency], product: () => codes.product(1), reference: () => codes.reference(1) };
}
