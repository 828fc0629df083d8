import type { MemberImportView } from '@postern/contracts';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../account/frame/loaded';
import { Section } from '../../account/frame/section';
import type { Pending } from '../../ui/held';
import { ImportProgress } from './import-progress';
import { ImportReport } from './import-report';
import { isUnderWay, useImport } from './import-data';

interface Props {
  importId: string;
  /** Something is being begun. */
  pending: Pending;
  /** Imports the file of this check; absent where it is not at hand. */
  onImport: (() => void) | undefined;
}

/** One check or import: how far it is, then what came of it. */
export function FollowedImport({ importId, pending, onImport }: Props) {
  const query = useImport(importId);
  return <Loaded query={query}>{(view) => <Followed view={view} pending={pending} onImport={onImport} />}</Loaded>;
}

function Followed({ view, pending, onImport }: Omit<Props, 'importId'> & { view: MemberImportView }) {
  const { t } = useTranslation('members');
  const title = () => {
    if (isUnderWay(view)) return t(view.dryRun ? 'import.checking' : 'import.importing');
    if (view.dryRun) return t('import.checked');
    return t(view.state === 'complete' ? 'import.imported' : 'import.importedWithErrors');
  };
  return (
    <Section title={title()} lead={view.dryRun ? t('import.nothingYet') : undefined}>
      {isUnderWay(view) ? (
        <ImportProgress view={view} />
      ) : (
        <ImportReport view={view} pending={pending} onImport={onImport} />
      )}
    </Section>
  );
}
