import { generateSync } from 'otplib';
import type { Laboratory } from './laboratory.ts';
import { run } from './load.ts';
import { MfaClient } from './mfa-client.ts';
import type { Person } from './population.ts';
import type { Mail } from './sink.ts';

export interface EnrolledPerson extends Person {
  /** Base32, where the factor is an authenticator app. */
  seed?: string;
}

const inFlight = 8;
const link = /#token=([\w-]+)/;
export const code = /\b(\d{6})\b/;

/** Takes everybody through enrollment, as the web client would, and leaves them signed out. */
export async function enroll(
  laboratory: Laboratory,
  people: readonly Person[],
  kind: 'email' | 'totp',
): Promise<EnrolledPerson[]> {
  const mfa = await MfaClient.create(laboratory);
  const mails = new Mails(laboratory);
  const flowTokens = new Map<string, string>();
  const seeds = new Map<string, string>();
  const each = (work: (person: Person, flowToken: string) => Promise<unknown>) =>
    run({ inFlight, times: people.length }, (number) => {
      const person = people[number] as Person;
      return work(person, flowTokens.get(person.email) ?? '');
    });

  await laboratory.sink.call('keep', true);
  await each(async (person) => {
    const { flowToken } = await mfa.start(await mfa.subjectToken(person));
    flowTokens.set(person.email, flowToken);
    await mfa.act(flowToken, 'enrollment-choice', { choice: 'enroll' });
    await mfa.act(flowToken, 'email');
  });
  const links = await mails.arrived(people, link);
  await each(async (person, flowToken) => {
    await mfa.verifyEmail(links.get(person.email) ?? '');
    const step = await mfa.act(flowToken, 'factors', { kind });
    if (step.kind === 'activate-factor' && step.totp) seeds.set(person.email, step.totp.secret);
  });
  const codes = kind === 'email' ? await mails.arrived(people, code) : new Map<string, string>();
  await each(async (person, flowToken) => {
    const seed = seeds.get(person.email);
    const code = seed === undefined ? codes.get(person.email) : await codeBefore(seed);
    await mfa.act(flowToken, 'answer', { code });
  });
  await laboratory.quiet();
  await laboratory.sink.call('take');
  return people.map((person) => ({ ...person, seed: seeds.get(person.email) }));
}

const stepSeconds = 30;
const codeAt = (secret: string, time: number): string => generateSync({ secret, epoch: Math.floor(time / 1000) });

export const codeNow = (secret: string): string => codeAt(secret, Date.now());

/** The code of the previous step, which is still taken; so that the current one is not spent. */
async function codeBefore(secret: string): Promise<string> {
  const left = stepSeconds * 1000 - (Date.now() % (stepSeconds * 1000));
  // Not so late that it is too old when it arrives.
  if (left < 1_000) await new Promise((resolve) => setTimeout(resolve, left + 100));
  return codeAt(secret, Date.now() - stepSeconds * 1000);
}

/** What the SMTP sink has got. */
export class Mails {
  /** The last one that was waited for. */
  last: Mail | undefined;
  private readonly laboratory: Laboratory;

  constructor(laboratory: Laboratory) {
    this.laboratory = laboratory;
  }

  /** Waits for a mail to each of these people that matches. @returns what the first group holds, by address. */
  async arrived(people: readonly Person[], pattern: RegExp, timeoutSeconds = 60): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const deadline = performance.now() + timeoutSeconds * 1000;
    while (found.size < people.length) {
      if (performance.now() > deadline) throw new Error(`mail came for ${found.size} of ${people.length} people`);
      for (const mail of await this.laboratory.sink.call('take')) {
        const match = pattern.exec(mail.text)?.[1];
        if (!match) continue;
        found.set(mail.to, match);
        this.last = mail;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return found;
  }
}
