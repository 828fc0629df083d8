import { Logger } from '@nestjs/common';
import type { MessageBody } from '@postern/contracts';
import { ImportMembers, type MemberImportId } from '@postern/identity-domain';
import { isConnectionFailure } from '@postern/platform';

/** Somebody else was in the way, or the database was too busy (PostgreSQL, Appendix A): the same may go well the next time. */
const passing = new Set(['40001', '40P01', '55P03', '57014', '53200', '53300']);

/** Takes the message `import-members`: some lines of an import, and the next ones by a message of their own. */
export class ImportWork {
  private readonly logger = new Logger('ImportWork');

  constructor(private readonly importMembers: ImportMembers) {}

  async take({ importId, fromRow }: MessageBody<'identity', 'import-members'>, messageId: string): Promise<void> {
    const input = { importId: importId as MemberImportId, fromRow, messageId };
    try {
      await this.importMembers.execute(input);
    } catch (error) {
      if (isConnectionFailure(error) || passing.has((error as { code?: string }).code ?? '')) throw error;
      // The code alone: a driver's message may quote what it was about (S9).
      const reason = (error as { code?: string }).code ?? (error as Error).name;
      this.logger.error({ message: 'Some rows of an import could not be stored', importId, fromRow, reason });
      await this.importMembers.passOver(input);
    }
  }
}
