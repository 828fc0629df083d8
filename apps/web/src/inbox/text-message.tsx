import type { InboxMessage } from '@postern/contracts';
import { Code } from './code';
import { Envelope } from './envelope';
import { LinkedText } from './linked-text';

export const TextMessage = ({ message }: { message: InboxMessage }) => (
  <article>
    <Envelope message={message} />
    <LinkedText text={message.text} />
    <Code text={message.text} />
  </article>
);
