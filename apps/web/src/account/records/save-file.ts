/** Lets the browser save a text that is here already, without asking the server for it a second time. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; some browsers read the address only after this task.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
