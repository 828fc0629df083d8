import type { MemberImportList } from '@postern/contracts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/frame/loaded';
import { PageTitle } from '../../ui/page-title';
import { useOrganizationData } from '../organization-data';
import type { ChosenFile } from './chosen-file';
import { EarlierImports } from './earlier-imports';
import { FileSection } from './file-section';
import { FollowedImport } from './followed-import';
import { isUnderWay } from './import-data';
import { useBeginImport } from './use-begin-import';

/** Members from a file: it is looked at first, and what comes of it is said before anything happens. */
export function ImportPage() {
  const { t } = useTranslation(['members', 'organization']);
  const list = useOrganizationData<MemberImportList>('/member-imports');
  const [chosen, setChosen] = useState<string>();
  // The file that was checked, by its check.
  const [checked, setChecked] = useState<{ importId: string; file: ChosenFile }>();
  const begin = useBeginImport((begun, { file, dryRun }) => {
    setChosen(begun.id);
    setChecked(dryRun ? { importId: begun.id, file } : undefined);
  });
  const [file, setFile] = useState<ChosenFile | undefined>(begin.kept?.file);
  // Another administrator may have begun one, or this one before a reload.
  const shown = chosen ?? list.data?.imports.find(isUnderWay)?.id;
  const ready = checked && checked.importId === shown ? checked.file : undefined;
  return (
    <>
      <PageTitle lead={<p>{t('import.lead')}</p>}>{t('import.title', { ns: 'organization' })}</PageTitle>
      <FileSection file={file} fromBefore={file === begin.kept?.file} onChoose={setFile} begin={begin} />
      {shown !== undefined && (
        <FollowedImport
          key={shown}
          importId={shown}
          pending={begin.pending}
          onImport={ready && (() => begin.run({ file: ready, dryRun: false }))}
        />
      )}
      <Loaded query={list}>
        {({ imports }) => <EarlierImports imports={imports} shown={shown} onShow={setChosen} />}
      </Loaded>
    </>
  );
}
