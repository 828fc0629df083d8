import { Injectable } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import type { MemberImportView } from '@postern/contracts';
import { EventStream } from '../edge/event-stream.js';
import type { SessionCall } from '../services/calls.js';
import { MemberImports } from '../services/members.js';
import type { NamedImport } from './member-import-reports.js';

const everyMilliseconds = 1000;

/** Asks identity once a second how far an import is; that is also how whoever may not know it any more is cut off. */
@Injectable()
export class MemberImportProgress {
  constructor(private readonly imports: MemberImports) {}

  /** @throws Problem `organization.not_found`, `import.not_found`. */
  async follow({ id, importId }: NamedImport, call: SessionCall, ending: AbortController): Promise<EventStream> {
    const first = await this.imports.show(id, importId, call);
    const read = () => this.imports.show(id, importId, { ...call, unattended: true });
    const stream = new EventStream(ending);
    // Whatever ends it, the client comes back, and is told why there.
    void this.tell(first, read, stream).then(
      () => stream.end(),
      () => stream.end(),
    );
    return stream;
  }

  private async tell(first: MemberImportView, read: () => Promise<MemberImportView>, out: EventStream): Promise<void> {
    let told = '';
    for (let view = first; !out.over; view = await read()) {
      if (JSON.stringify(view) !== told) out.send('import', view);
      told = JSON.stringify(view);
      if (view.state !== 'processing') return;
      await wait(everyMilliseconds, undefined, { signal: out.signal });
    }
  }
}
