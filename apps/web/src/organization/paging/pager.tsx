import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import styles from './pager.module.css';
import { useNumbers } from './use-numbers';
import type { Trail } from './use-trail';

/** Members are counted so far and no further. */
export const mostCounted = 100_000;

interface Props {
  trail: Trail;
  /** How many a full page has. */
  size: number;
  /** How many this one has. */
  shown: number;
  /** How many there are; absent where nobody counts them. */
  total?: number | undefined;
  nextCursor: string | null;
  /** The next page is on its way. */
  pending: boolean;
}

/** From one page of a list to the next, and where one is. Both buttons stay, so that the focus does too. */
export function Pager({ trail, size, shown, total, nextCursor, pending }: Props) {
  const { t } = useTranslation('members');
  const number = useNumbers();
  // Until the next page is there, it is the last one that is shown.
  const [before, setBefore] = useState(trail.before);
  if (!pending && before !== trail.before) setBefore(trail.before);
  if (trail.before === 0 && nextCursor === null) return null;
  const first = before * size + 1;
  const place = { first: number(first), last: number(first + shown - 1) };
  const words = () => {
    if (total === undefined) return t('paging.shownOfSome', place);
    return t(total >= mostCounted ? 'paging.shownOfMany' : 'paging.shown', { ...place, total: number(total) });
  };
  return (
    <nav className={styles['pager']} aria-label={t('paging.label')}>
      <p role="status" className={styles['shown']}>
        {words()}
      </p>
      <div className={styles['buttons']}>
        <Button look="secondary" aria-disabled={trail.before === 0} onClick={trail.previous}>
          {t('paging.previous')}
        </Button>
        <Button
          look="secondary"
          aria-disabled={nextCursor === null}
          pending={pending}
          onClick={() => trail.next(nextCursor as string)}
        >
          {t('paging.next')}
        </Button>
      </div>
    </nav>
  );
}
