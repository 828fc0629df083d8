import { Link } from '@tanstack/react-router';
import { Logo } from '../branding/logo';
import { LanguageSwitch } from '../ui/language-switch';
import { ThemeSwitch } from '../ui/theme-switch';
import icon from './icon.svg';
import styles from './page-header.module.css';

interface Props {
  /** Of the application that the page is for. */
  name?: string | undefined;
  logo?: string | null | undefined;
}

export function PageHeader({ name = 'Postern', logo }: Props) {
  return (
    <header className={styles['header']}>
      <Link to="/" className={styles['brand']}>
        <Logo src={logo} size={36} instead={<img src={icon} alt="" width={36} height={36} />} />
        <span>{name}</span>
      </Link>
      <div className={styles['switches']}>
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}
