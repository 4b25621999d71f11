/** Saves a text as a file on the reader's machine. */
export function saveText(name: string, text: string, type = "text/csv"): void {
  // spreadsheets take a CSV file without the mark for one in the machine's own encoding
  saveBlob(name, new Blob(type === "text/csv" ? ["\ufeff", text] : [text], { type }));
}

/** Saves content as a file on the reader's machine. */
export function saveBlob(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
