import { readChosen } from './chosen-file';

describe('a file with members', () => {
  it('is kept as it was, as CSV, whatever the device takes it for', async () => {
    const chosen = await readChosen(new File(['username\n'], 'staff.csv', { type: 'application/vnd.ms-excel' }));
    expect(chosen).toMatchObject({ name: 'staff.csv', content: { type: 'text/csv', size: 9 } });
  });

  it('is not sent where it cannot be taken', async () => {
    expect(await readChosen(new File([], 'staff.csv'))).toBe('empty');
    const large = new File([new Uint8Array(16 * 1024 * 1024 + 1)], 'staff.csv');
    expect(await readChosen(large)).toBe('tooLarge');
    const gone = new File(['username\n'], 'staff.csv');
    gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
    expect(await readChosen(gone)).toBe('unreadable');
  });
});
