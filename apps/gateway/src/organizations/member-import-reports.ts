import { Injectable } from '@nestjs/common';
import { memberImportMessage, type Locale, type MemberImportErrors, type PageQuery } from '@postern/contracts';
import { stringify } from 'csv-stringify';
import { Readable } from 'node:stream';
import type { Exchange } from '../edge/exchange.js';
import type { SessionCall } from '../services/calls.js';
import { MemberImports } from '../services/members.js';
import { CurrentSession } from '../session/current-session.js';

export interface NamedImport {
  id: string;
  importId: string;
}

const columns = ['row', 'username', 'field', 'reason', 'message'] as const;
const mostPerPage = 100;

/** What was not taken of a file with members, in the language of whoever asks. */
@Injectable()
export class MemberImportReports {
  constructor(
    private readonly session: CurrentSession,
    private readonly imports: MemberImports,
  ) {}

  async page(named: NamedImport, page: PageQuery, exchange: Exchange): Promise<MemberImportErrors> {
    const { call, account } = await this.session.of(exchange);
    return this.errors(named, page, account.locale, call);
  }

  /**
   * All of it as CSV, page after page as the client takes it. Spreadsheets take what begins with `=` for a formula, and what is
   * in the file anybody may have typed, so that is made text.
   */
  async file(named: NamedImport, exchange: Exchange): Promise<NodeJS.ReadableStream> {
    const { call, account } = await this.session.of(exchange);
    const next = (cursor?: string) => this.errors(named, { cursor, limit: mostPerPage }, account.locale, call);
    const first = await next();
    const rows = async function* () {
      for (let page = first; ; page = await next(page.nextCursor)) {
        yield* page.errors;
        if (page.nextCursor === null) return;
      }
    };
    const file = stringify({ header: true, columns: [...columns], escape_formulas: true, bom: true });
    const source = Readable.from(rows());
    source.on('error', (error) => file.destroy(error));
    file.once('close', () => source.destroy());
    return source.pipe(file);
  }

  private async errors(
    { id, importId }: NamedImport,
    page: PageQuery,
    locale: Locale,
    call: SessionCall,
  ): Promise<MemberImportErrors> {
    const { errors, nextCursor } = await this.imports.errors(id, importId, page, call);
    const said = errors.map((error) => ({
      ...error,
      message: memberImportMessage(error.reason, locale) ?? error.message,
    }));
    return { errors: said, nextCursor };
  }
}
