import { useState, type DragEvent } from "react";
import type { FileToUpload } from "../../api/upload";
import { filesOfChoice, filesOfDrop, toUpload } from "../../jobs/dropped";
import { joined } from "./progress";

/** The files that were dropped or chosen so far: several drops are one upload. */
export function useDropped() {
  const [files, setFiles] = useState<FileToUpload[]>([]);
  const [left, setLeft] = useState(0);
  const [isOver, setOver] = useState(false);
  const [isReading, setReading] = useState(false);
  const [error, setError] = useState<string>();
  const take = async (finding: Promise<Parameters<typeof toUpload>[0]>) => {
    setReading(true);
    setError(undefined);
    try {
      const found = await toUpload(await finding);
      setFiles((before) => joined(before, found.files));
      setLeft((before) => before + found.left);
      if (found.files.length === 0) setError("empty");
    } catch {
      setError("unreadable");
    } finally {
      setReading(false);
    }
  };
  return {
    files,
    /** How many stayed behind by the folder's ignore file. */
    left,
    isOver,
    isReading,
    error,
    remove: (path: string) => setFiles((before) => before.filter((file) => file.path !== path)),
    clear: () => {
      setFiles([]);
      setLeft(0);
      setError(undefined);
    },
    choose: (list: FileList) => void take(Promise.resolve(filesOfChoice(list))),
    target: {
      onDragOver: (event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        void take(filesOfDrop(event.dataTransfer));
      },
    },
  };
}
