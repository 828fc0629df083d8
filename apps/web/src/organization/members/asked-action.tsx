import { useState } from 'react';
import type { Action } from '../../api/use-action';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';

interface Props {
  action: Action<undefined>;
  look: 'secondary' | 'danger';
  /** On the button that asks. */
  button: string;
  /** What that button is called where its words do not say whom it is about. */
  name?: string;
  ask: string;
  detail: string;
  /** On the buttons that answer. */
  no: string;
  yes: string;
}

/** Something that is done to somebody: a second press, after what it means has been said. */
export function AskedAction({ action, look, button, name, ask, detail, no, yes }: Props) {
  const [asking, setAsking] = useState(false);
  const doIt = () => {
    setAsking(false);
    action.run(undefined);
  };
  return (
    <>
      <Button look={look} aria-label={name} pending={action.pending} onClick={() => setAsking(true)}>
        {button}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={ask}
        description={detail}
        actions={
          <>
            <Button look="secondary" onClick={() => setAsking(false)}>
              {no}
            </Button>
            <Button look={look === 'danger' ? 'danger' : 'primary'} onClick={doIt}>
              {yes}
            </Button>
          </>
        }
      />
    </>
  );
}
