import type { NewRecoveryCodes } from '@postern/contracts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { Notice } from '../../ui/notice';
import { AccountIcon } from '../frame/account-icon';
import { Actions } from '../frame/section';
import { saveFile } from '../records/save-file';
import styles from './recovery-codes.module.css';

interface Props {
  codes: NewRecoveryCodes;
  onKept: () => void;
}

/** Shown this once: they are on this page and nowhere else until it is left. */
export function RecoveryCodes({ codes: { codes, text }, onKept }: Props) {
  const { t } = useTranslation('account');
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => list.current?.focus(), []);
  return (
    <>
      <Notice look="warning" title={t('codes.once')}>
        <p>{t('codes.onceDetail')}</p>
      </Notice>
      <ol ref={list} tabIndex={-1} className={styles['codes']} aria-label={t('codes.title')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <pre className={styles['paper']}>{text}</pre>
      <Actions>
        <Button look="secondary" onClick={() => saveFile('recovery-codes.txt', 'text/plain', text)}>
          <AccountIcon name="download" />
          {t('codes.download')}
        </Button>
        <Button look="quiet" onClick={() => window.print()}>
          {t('codes.print')}
        </Button>
        <CopyButton text={codes.join('\n')}>{t('codes.copy')}</CopyButton>
      </Actions>
      <Actions>
        <Button onClick={onKept}>{t('codes.kept')}</Button>
      </Actions>
    </>
  );
}
