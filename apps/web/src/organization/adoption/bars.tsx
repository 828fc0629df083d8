import { useTranslation } from 'react-i18next';
import { useNumbers } from '../paging/use-numbers';
import styles from './adoption.module.css';

interface Props {
  /** What the table is about, for those who hear it. */
  caption: string;
  /** Of the column with the words. */
  heading: string;
  /** How many a full bar stands for. */
  of: number;
  rows: readonly { name: string; words: string; detail?: string; count: number }[];
}

/** A chart that is a table: each row has its number, and a bar that says the same to the eye. */
export function Bars({ caption, heading, of, rows }: Props) {
  const { t, i18n } = useTranslation('organization');
  const number = useNumbers();
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  const share = (count: number) => (of === 0 ? 0 : count / of);
  return (
    <table className={styles['bars']}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          <th scope="col">{t('adoption.members')}</th>
          <th scope="col">{t('adoption.part')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, words, detail, count }) => (
          <tr key={name}>
            <th scope="row">
              {words}
              {detail !== undefined && <small>{detail}</small>}
              {/* Sizes are attributes: the policy of the page allows no styles that are written into it. */}
              <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <rect className={styles['all']} width="100" height="1" />
                <rect className={styles['bar']} width={share(count) * 100} height="1" />
              </svg>
            </th>
            <td>{number(count)}</td>
            <td>{percent.format(share(count))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
