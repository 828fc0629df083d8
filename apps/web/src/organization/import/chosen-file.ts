/** As the server takes it: 16 MiB. */
const mostBytes = 16 * 1024 * 1024;

/** A file as it was when it was chosen: what was checked is what is imported, whatever becomes of it on the disk. */
export interface ChosenFile {
  name: string;
  content: Blob;
}

export type FileFlaw = 'tooLarge' | 'empty' | 'unreadable';

export async function readChosen(file: File): Promise<ChosenFile | FileFlaw> {
  if (file.size > mostBytes) return 'tooLarge';
  if (file.size === 0) return 'empty';
  try {
    return { name: file.name, content: new Blob([await file.arrayBuffer()], { type: 'text/csv' }) };
  } catch {
    return 'unreadable';
  }
}
