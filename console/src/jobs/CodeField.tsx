import { DeleteOutlined, FolderOpenOutlined, HistoryOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { uploadFiles } from "../api/upload";
import { useFormat } from "../ui/figures";
import { Refusal } from "../ui/Refusal";
import { filesOfChoice, filesOfDrop, toUpload } from "./dropped";
import { errorAt, type PartProps } from "./part";
import { textAt } from "./spec/fields";
import { lastWithCode } from "./start";

/** The code folder: dropped, chosen, that of the last job, or none. */
export function CodeField({ doc, set, problem }: PartProps) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const chooser = useRef<HTMLInputElement>(null);
  const stop = useRef<AbortController>(undefined);
  const [over, setOver] = useState(false);
  const [said, setSaid] = useState<{ tree: string; text: string }>();
  const [share, setShare] = useState(0);
  const code = textAt(doc, "code");

  const upload = useMutation({
    mutationFn: async (finding: Promise<{ path: string; file: File }[]>) => {
      const { files, left } = await toUpload(await finding);
      if (files.length === 0) throw new Error("nothing");
      stop.current = new AbortController();
      setShare(0);
      const uploaded = await uploadFiles(files, (sent, total) => setShare(total > 0 ? sent / total : 1), stop.current.signal);
      const { data } = await api.POST("/v1/snapshots", { body: { files: uploaded } });
      return { ...(data as NonNullable<typeof data>), left };
    },
    onSuccess: ({ tree, files, bytes, left }) => {
      const whole = t("code.uploaded", { count: files, size: format.bytes(bytes) });
      setSaid({ tree, text: left > 0 ? `${whole} ${t("code.left", { count: left })}` : whole });
      set("code", tree);
    },
  });
  const last = useMutation({
    mutationFn: () => lastWithCode(),
    onSuccess: (found) => {
      if (!found) return;
      setSaid({ tree: found.code, text: t("code.reused", { name: found.name, when: format.relative(found.submittedAt) }) });
      set("code", found.code);
    },
  });
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    upload.mutate(filesOfDrop(event.dataTransfer));
  };
  const failed = upload.error && !(upload.error instanceof DOMException) ? upload.error : null;
  const empty = failed instanceof Error && failed.message === "nothing";
  const error = errorAt(problem, "code");

  return (
    <fieldset className="rows">
      <legend>{t("field.code")}</legend>
      <div
        className={`drop ${over ? "drop-over" : ""}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {upload.isPending ? (
          <div className="drop-busy">
            <span>{t("code.uploading")}</span>
            <Progress percent={Math.floor(share * 100)} size="small" aria-label={t("code.uploading")} />
            <Button size="small" onClick={() => stop.current?.abort()}>{t("common:action.cancel")}</Button>
          </div>
        ) : (
          <>
            {code ? (
              <span className="drop-said">
                <span>{said?.tree === code ? said.text : t("code.kept")}</span>
                <code title={code}>{code.slice(0, 12)}</code>
              </span>
            ) : (
              <span className="muted">{t("code.drop")}</span>
            )}
            <span className="drop-actions">
              <Button size="small" icon={<FolderOpenOutlined />} onClick={() => chooser.current?.click()}>{code ? t("code.replace") : t("code.choose")}</Button>
              {!code && <Button size="small" icon={<HistoryOutlined />} loading={last.isPending} onClick={() => last.mutate()}>{t("code.last")}</Button>}
              {code && <Button size="small" type="text" icon={<DeleteOutlined />} onClick={() => set("code", undefined)}>{t("code.none")}</Button>}
            </span>
          </>
        )}
      </div>
      <input
        ref={chooser}
        className="sr-only"
        type="file"
        aria-label={t("code.choose")}
        tabIndex={-1}
        data-testid="code-folder"
        // a folder, as React's types don't know it
        {...{ webkitdirectory: "" }}
        multiple
        onChange={(event) => {
          const { files } = event.target;
          if (files && files.length > 0) upload.mutate(Promise.resolve(filesOfChoice(files)));
          event.target.value = "";
        }}
      />
      {last.isSuccess && !last.data && !code && <div className="field-help">{t("code.noneBefore")}</div>}
      {empty && <div className="field-error" role="alert">{t("code.empty")}</div>}
      {!empty && <Refusal error={failed ?? last.error} />}
      {error && <div className="field-error" role="alert">{error}</div>}
    </fieldset>
  );
}
