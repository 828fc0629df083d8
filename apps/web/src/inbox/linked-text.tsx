import { OutsideLink } from '../ui/text-link';
import styles from './inbox.module.css';
import { partsOf } from './message-parts';

export const LinkedText = ({ text }: { text: string }) => (
  <div className={styles['text']}>
    {partsOf(text).map((part, index) =>
      part.address ? (
        <OutsideLink key={index} href={part.text}>
          {part.text}
        </OutsideLink>
      ) : (
        part.text
      ),
    )}
  </div>
);
