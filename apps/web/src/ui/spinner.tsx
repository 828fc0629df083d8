import styles from './spinner.module.css';

/** Beside words that say what is going on. */
export const Spinner = () => <span aria-hidden="true" className={styles['spinner']} />;
