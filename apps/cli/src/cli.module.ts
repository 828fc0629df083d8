import { Module } from '@nestjs/common';
import { DeadLettersCommand, ListDeadLetters, RetryDeadLetters } from './dead-letters/dead-letters.command.js';
import { Output } from './frame/output.js';
import { Queues } from './frame/queues.js';
import { CreateKeys, KeysCommand, RotateKeys } from './keys/keys.command.js';
import { MigrateCommand } from './migrate/migrate.command.js';

@Module({
  providers: [
    Output,
    Queues,
    MigrateCommand,
    KeysCommand,
    CreateKeys,
    RotateKeys,
    DeadLettersCommand,
    ListDeadLetters,
    RetryDeadLetters,
  ],
})
export class CliModule {}
