import type { Sample } from './comparison.ts';
import { code, Mails, codeNow, type EnrolledPerson } from './enrolled-people.ts';
import type { Experiment } from './experiment.ts';
import { hit, send } from './http.ts';
import { run } from './load.ts';
import { MfaClient } from './mfa-client.ts';
import type { Prepared } from './references/bare-server.ts';
import { Snapshot } from './snapshot.ts';

const inFlight = 4;
/** Answered beforehand in each stretch: new prepared statements and caches are not what is measured. */
const warmUps = 40;

interface Waiting {
  flowToken: string;
  code: () => string;
}

/** Sign-ins that wait for their code. They are answered again and again: the tables are put back in between. */
export class PreparedAnswers {
  private readonly experiment: Experiment;
  private readonly waiting: readonly Waiting[];
  private readonly snapshot: Snapshot;

  private constructor(experiment: Experiment, waiting: readonly Waiting[], snapshot: Snapshot) {
    this.experiment = experiment;
    this.waiting = waiting;
    this.snapshot = snapshot;
  }

  static async make(experiment: Experiment, kinds: readonly ('email' | 'totp')[]): Promise<PreparedAnswers[]> {
    const waiting: Waiting[][] = [];
    for (const kind of kinds) waiting.push(await begin(experiment, await experiment.enrolledPeople(kind)));
    await experiment.laboratory.quiet();
    const snapshot = await Snapshot.take(experiment.laboratory.database);
    return waiting.map((flows) => new PreparedAnswers(experiment, flows, snapshot));
  }

  /** Answers all but the first few, at the gateway. */
  readonly product = (): Promise<Sample> =>
    this.stretch('product', (number) => hit(this.experiment.laboratory.gateway, this.call(number)));

  /** Says to PostgreSQL what the product said, and replies what it replied, once `prepareReference` has listened. */
  readonly reference = (): Promise<Sample> =>
    this.stretch('reference', (number) =>
      hit(this.experiment.laboratory.bareServer, { method: 'POST', path: `/prepared/${number}` }),
    );

  async prepareReference(): Promise<void> {
    const { installation, gateway, references } = this.experiment.laboratory;
    await this.snapshot.restore();
    await installation.call('record');
    const prepared: Prepared[] = [];
    for (const number of this.waiting.keys()) {
      const body = await send(gateway, this.call(number));
      prepared.push({ statements: await installation.call('recorded'), body });
    }
    await installation.call('endRecord');
    // Each answer says the same; anything else was not only an answer.
    const said = new Set(prepared.map(({ statements }) => statements.map(({ name, text }) => name ?? text).join()));
    if (said.size !== 1 || said.has('')) throw new Error(`the answers were heard as ${[...said].join(' | ')}`);
    await references.call('prepare', prepared);
  }

  private async stretch(who: 'product' | 'reference', answer: (number: number) => Promise<void>): Promise<Sample> {
    const { laboratory } = this.experiment;
    await this.snapshot.restore();
    const times = this.waiting.length - warmUps;
    return laboratory[who]({
      warmUp: () => run({ inFlight, times: warmUps }, answer),
      work: () => run({ inFlight, times }, (number) => answer(warmUps + number)),
    });
  }

  private call(number: number) {
    const { flowToken, code: answer } = this.waiting[number] as Waiting;
    return {
      method: 'POST' as const,
      path: '/v1/sign-ins/current/answer',
      headers: { authorization: `Bearer ${flowToken}` },
      body: { code: answer() },
    };
  }
}

/** Begins a sign-in for everybody, up to the question for the code. */
async function begin({ laboratory }: Experiment, people: readonly EnrolledPerson[]): Promise<Waiting[]> {
  const mfa = await MfaClient.create(laboratory);
  const flowTokens = new Map<string, string>();
  await laboratory.sink.call('keep', true);
  await run({ inFlight: 8, times: people.length }, async (number) => {
    const person = people[number] as EnrolledPerson;
    flowTokens.set(person.email, (await mfa.start(await mfa.subjectToken(person))).flowToken);
  });
  const byMail = people.filter(({ seed }) => seed === undefined);
  const codes = await new Mails(laboratory).arrived(byMail, code);
  return people.map(({ email, seed }) => ({
    flowToken: flowTokens.get(email) ?? '',
    code: () => (seed === undefined ? (codes.get(email) ?? '') : codeNow(seed)),
  }));
}
