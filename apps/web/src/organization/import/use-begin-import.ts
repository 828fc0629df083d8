import type { MemberImportView } from '@postern/contracts';
import { useProtectedAction, type ProtectedAction } from '../../account/use-protected-action';
import { request } from '../../api/request';
import { rereadOrganization, takeOrganizationData, useOrganizationId } from '../organization-data';
import type { ChosenFile } from './chosen-file';

export interface Upload {
  file: ChosenFile;
  /** Looks at everything, and writes nothing. */
  dryRun: boolean;
}

/** Sends a file. A step-up in between does not lose it: it waits in memory. */
export function useBeginImport(onBegun: (begun: MemberImportView, upload: Upload) => void): ProtectedAction<Upload> {
  const id = useOrganizationId();
  return useProtectedAction(
    'member-import',
    ({ file, dryRun }: Upload) =>
      request<MemberImportView>('POST', `/v1/organizations/${id}/member-imports?dryRun=${dryRun}`, file.content),
    {
      onDone: (begun, upload) => {
        takeOrganizationData(id, `/member-imports/${begun.id}`, begun);
        onBegun(begun, upload);
        void rereadOrganization(id, '/member-imports');
      },
    },
  );
}
