/** Gives the reader a file. */
export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The browser takes a moment to begin.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
