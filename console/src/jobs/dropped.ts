import type { FileToUpload } from "../api/upload";
import { IGNORE_FILE, ignoring } from "./spec/ignore";

interface Found {
  path: string;
  file: File;
}

/** The files of what was dropped, folders walked through. */
export async function filesOfDrop(transfer: DataTransfer): Promise<Found[]> {
  // the list is emptied as soon as the event is over: entries are taken at once
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const found: Found[] = [];
  for (const entry of entries) await walk(entry, "", found);
  return rootless(found, entries.length === 1 && entries[0]?.isDirectory === true);
}

/** The files of a folder that was chosen. */
export function filesOfChoice(list: FileList): Found[] {
  const found = [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  return rootless(found, found.every(({ path }) => path.includes("/")));
}

/** What of them is uploaded, by the folder's own ignore file, and how many stay behind. */
export async function toUpload(found: Found[]): Promise<{ files: FileToUpload[]; left: number }> {
  const own = found.find(({ path }) => path === IGNORE_FILE);
  const out = ignoring(own ? (await own.file.text()).split("\n") : []);
  const files = found.filter(({ path }) => !out(path)).map(({ path, file }) => ({ path, data: file }));
  return { files, left: found.length - files.length };
}

/** A folder's own name is no part of the paths in it. */
function rootless(found: Found[], hasRoot: boolean): Found[] {
  return hasRoot ? found.map(({ path, file }) => ({ path: path.slice(path.indexOf("/") + 1), file })) : found;
}

async function walk(entry: FileSystemEntry, prefix: string, found: Found[]): Promise<void> {
  const path = prefix + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // a reader answers some entries at a time, and none at the end
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return;
    for (const each of some) await walk(each, `${path}/`, found);
  }
}
