import type { AccountFiles } from '../account/account-files.js';
import { Notices, type Happening } from './notices.js';

export class FiledNotices extends Notices {
  constructor(private readonly files: AccountFiles) {
    super();
  }

  async raise({ accountId, subject, notify, ...occasion }: Happening): Promise<void> {
    await this.files.change(accountId, (file) => file.tell(subject, occasion, notify));
  }
}
