import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Actions, Section } from '../../account/frame/section';
import type { Action } from '../../api/use-action';
import { Button } from '../../ui/button';
import fieldStyles from '../../ui/field.module.css';
import { ProblemNotice } from '../../ui/problem-notice';
import { readChosen, type ChosenFile, type FileFlaw } from './chosen-file';
import { Columns } from './columns';
import styles from './import.module.css';
import type { Upload } from './use-begin-import';

interface Props {
  file: ChosenFile | undefined;
  /** It was chosen before a step-up: the browser's field does not show it any more. */
  fromBefore: boolean;
  onChoose: (file: ChosenFile | undefined) => void;
  begin: Action<Upload>;
}

/** Which file. It is checked first. */
export function FileSection({ file, fromBefore, onChoose, begin }: Props) {
  const { t } = useTranslation('members');
  const id = useId();
  const [flaw, setFlaw] = useState<FileFlaw>();
  const choose = async (files: FileList | null): Promise<void> => {
    begin.forget();
    const chosen = files?.[0] && (await readChosen(files[0]));
    setFlaw(typeof chosen === 'string' ? chosen : undefined);
    onChoose(typeof chosen === 'object' ? chosen : undefined);
  };
  return (
    <Section title={t('import.file')} lead={t('import.fileLead')}>
      <Columns />
      <ProblemNotice problem={begin.problem} />
      <div className={fieldStyles['field']}>
        <label className={fieldStyles['label']} htmlFor={id}>
          {t('import.choose')}
        </label>
        <input
          id={id}
          type="file"
          accept=".csv,text/csv"
          className={styles['file']}
          aria-invalid={flaw !== undefined}
          aria-describedby={`${id}-error ${id}-chosen`}
          onChange={({ target }) => void choose(target.files)}
        />
        {flaw && (
          <p id={`${id}-error`} role="alert" className={fieldStyles['error']}>
            {t(`import.${flaw}`)}
          </p>
        )}
        {file && fromBefore && (
          <p id={`${id}-chosen`} className={fieldStyles['hint']}>
            {t('import.chosen', { name: file.name })}
          </p>
        )}
      </div>
      <Actions>
        <Button
          look="secondary"
          disabled={!file}
          pending={begin.pending}
          onClick={() => file && begin.run({ file, dryRun: true })}
        >
          {t('import.check')}
        </Button>
      </Actions>
    </Section>
  );
}
