import { Command, Option, SubCommand } from 'nest-commander';
import { Administration } from '../frame/administration.js';
import { BadInput, Refusal } from '../frame/failure.js';
import { Output } from '../frame/output.js';
import { CommandGroup, PosternCommand } from '../frame/postern-command.js';
import { damageInWords, headText, parseHead } from './chain-words.js';

@SubCommand({
  name: 'verify',
  description:
    'Check that no entry of the audit record was changed or removed since it was sealed; ends with 1 if one was',
})
export class VerifyAudit extends PosternCommand {
  constructor(
    private readonly administration: Administration,
    private readonly output: Output,
  ) {
    super();
  }

  async run(_: string[], { noted, json }: { noted?: string; json?: boolean } = {}): Promise<void> {
    const head = noted === undefined ? undefined : parseHead(noted);
    if (noted !== undefined && !head)
      throw new BadInput('--noted takes a head as `audit verify` printed it, such as 12:3fa9….');
    const outcome = await (await this.administration.open()).verifyAuditChain(head);
    if (json) this.output.json(outcome);
    if (outcome.outcome === 'broken') throw new Refusal(`The audit record is not whole: ${damageInWords(outcome.at)}.`);
    if (json) return;
    this.output.say(`The audit record is whole: ${outcome.entries} entries under ${outcome.seals} seals.`);
    if (outcome.head) {
      this.output.say(
        `Head: ${headText(outcome.head)}\nKeep it somewhere else. With --noted it shows later whether the end was cut off since.`,
      );
    }
  }

  @Option({ flags: '--noted <head>', description: 'a head that an earlier call printed' })
  parseNoted(text: string): string {
    return text;
  }

  @Option({ flags: '--json', description: 'print JSON' })
  parseJson(): boolean {
    return true;
  }
}

@Command({ name: 'audit', description: 'The audit record', subCommands: [VerifyAudit] })
export class AuditCommand extends CommandGroup {}
