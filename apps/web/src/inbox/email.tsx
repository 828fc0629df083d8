import type { InboxMessage } from '@postern/contracts';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button';
import { Code } from './code';
import { Envelope } from './envelope';
import styles from './inbox.module.css';
import { LinkedText } from './linked-text';

interface Props {
  message: InboxMessage;
  /** Open as long as nobody says otherwise. */
  newest: boolean;
}

export function Email({ message, newest }: Props) {
  const { t } = useTranslation('inbox');
  const [chosen, setChosen] = useState<boolean>();
  const [asText, setAsText] = useState(false);
  const content = useId();
  const { id, subject, text, html } = message;
  const open = chosen ?? newest;
  const framed = html !== undefined && !asText;
  return (
    <article>
      <h3>{subject}</h3>
      <Envelope message={message} />
      <Code text={text} />
      <div className={styles['actions']}>
        <Button
          look="quiet"
          aria-label={t(open ? 'closeOne' : 'openOne', { subject })}
          aria-expanded={open}
          aria-controls={content}
          onClick={() => setChosen(!open)}
        >
          {t(open ? 'close' : 'open')}
        </Button>
        {open && html !== undefined && (
          <Button look="quiet" onClick={() => setAsText(!asText)}>
            {t(asText ? 'showHtml' : 'showText')}
          </Button>
        )}
      </div>
      <div id={content} hidden={!open}>
        {/* A document of its own, under a policy of its own: e-mails have inline styles, which no page of ours may have. */}
        {open && framed && (
          <iframe
            title={t('frame', { subject })}
            src={`/dev/inbox/messages/${id}/html`}
            sandbox="allow-popups allow-popups-to-escape-sandbox"
            className={styles['frame']}
          />
        )}
        {open && !framed && <LinkedText text={text} />}
      </div>
    </article>
  );
}
