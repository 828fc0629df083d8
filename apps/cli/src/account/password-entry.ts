import { Injectable } from '@nestjs/common';
import { Redacted } from '@postern/kernel';
import { InquirerService, Question, QuestionSet } from 'nest-commander';
import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { BadInput } from '../frame/failure.js';

@QuestionSet({ name: 'new-password' })
export class NewPasswordQuestions {
  @Question({ type: 'password', name: 'password', message: 'Password (it does not show):' })
  parsePassword(typed: string): string {
    return typed;
  }

  @Question({ type: 'password', name: 'again', message: 'The same again:' })
  parseAgain(typed: string): string {
    return typed;
  }
}

/** Never from an argument: those are in the shell's history and in the list of processes (S9). */
@Injectable()
export class PasswordEntry {
  constructor(private readonly inquirer: InquirerService) {}

  /** 160 bits, for somebody who changes it at the first sign-in. */
  generate(): Redacted {
    return new Redacted(randomBytes(20).toString('base64url'));
  }

  /** Typed twice without echo at a terminal; elsewhere the first line of standard input. */
  async ask(): Promise<Redacted> {
    if (process.stdin.isTTY) {
      const { password, again } = await this.inquirer.ask<{ password: string; again: string }>(
        'new-password',
        undefined,
      );
      if (password !== again) throw new BadInput('The two passwords differ. Nothing was done.');
      return new Redacted(password);
    }
    const [line = ''] = (await text(process.stdin)).split(/\r?\n/);
    if (!line) throw new BadInput('Write the password to standard input, or use --generate-password.');
    return new Redacted(line);
  }
}
