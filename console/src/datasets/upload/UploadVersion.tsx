import { FileAddOutlined, FolderOpenOutlined, UploadOutlined } from "@ant-design/icons";
import { App, Button, Checkbox, Progress } from "antd";
import { useRef, useState, type ChangeEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Bytes, useFormat } from "../../ui/figures";
import { Section } from "../../ui/Page";
import { Refusal } from "../../ui/Refusal";
import { FileList } from "./FileList";
import { isUp } from "./progress";
import { useDropped } from "./useDropped";
import { useStay } from "./useStay";
import { useUpload } from "./useUpload";

interface Props {
  dataset: Schemas["DatasetView"];
  onDone: (version: number) => void;
}

/** Files and folders are dropped, looked over, and uploaded as the next version. */
export function UploadVersion({ dataset, onDone }: Props) {
  const { t } = useTranslation("datasets");
  const { message } = App.useApp();
  const dropped = useDropped();
  const [keeps, setKeeps] = useState(false);
  const { files } = dropped;
  const upload = useUpload(dataset, ({ version, files: count }) => {
    void message.success(t("upload.made", { version, count }));
    dropped.clear();
    setKeeps(false);
    onDone(version);
  });
  useStay(upload.isPending);
  const latest = dataset.latestVersion;
  const size = files.reduce((sum, { data }) => sum + data.size, 0);
  return (
    <Section title={latest === undefined ? t("upload.first") : t("upload.next")}>
      <div className="upload">
        {upload.isPending ? <Running files={files} progress={upload.progress} stop={upload.stop} /> : <Target dropped={dropped} />}
        {dropped.error === "empty" && <div className="field-error" role="alert">{t("upload.empty")}</div>}
        {dropped.error === "unreadable" && <div className="field-error" role="alert">{t("upload.unreadable")}</div>}
        {upload.wasStopped && <p className="muted" role="status">{t("upload.stopped")}</p>}
        <Refusal error={upload.error} />
        {files.length > 0 && <FileList files={files} progress={upload.isPending ? upload.progress : undefined} remove={dropped.remove} />}
        {files.length > 0 && !upload.isPending && (
          <div className="upload-foot">
            <span>
              {t("upload.count", { count: files.length })} · <Bytes count={size} />
              {dropped.left > 0 && <span className="muted"> · {t("upload.left", { count: dropped.left })}</span>}
            </span>
            {latest !== undefined && (
              <Checkbox checked={keeps} onChange={(event) => setKeeps(event.target.checked)}>
                {t("upload.keep", { version: latest })}
              </Checkbox>
            )}
            <span className="drop-actions upload-acts">
              <Button onClick={dropped.clear}>{t("upload.clear")}</Button>
              <Button type="primary" icon={<UploadOutlined />} onClick={() => upload.start({ files, keep: keeps ? latest : undefined })}>
                {t("upload.start")}
              </Button>
            </span>
          </div>
        )}
      </div>
    </Section>
  );
}

function Target({ dropped }: { dropped: ReturnType<typeof useDropped> }) {
  const { t } = useTranslation("datasets");
  const some = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const { files } = event.target;
    if (files && files.length > 0) dropped.choose(files);
    event.target.value = "";
  };
  return (
    <div className={`drop upload-drop ${dropped.isOver ? "drop-over" : ""}`} {...dropped.target}>
      <span className="muted">{dropped.isReading ? t("upload.reading") : dropped.files.length > 0 ? t("upload.dropMore") : t("upload.drop")}</span>
      <span className="drop-actions">
        <Button size="small" icon={<FileAddOutlined />} onClick={() => some.current?.click()}>{t("upload.chooseFiles")}</Button>
        <Button size="small" icon={<FolderOpenOutlined />} onClick={() => folder.current?.click()}>{t("upload.chooseFolder")}</Button>
      </span>
      <input ref={some} className="sr-only" type="file" multiple tabIndex={-1} aria-label={t("upload.chooseFiles")} data-testid="dataset-files" onChange={change} />
      {/* a folder, as React's types don't know it */}
      <input ref={folder} className="sr-only" type="file" multiple tabIndex={-1} aria-label={t("upload.chooseFolder")} data-testid="dataset-folder" {...{ webkitdirectory: "" }} onChange={change} />
    </div>
  );
}

function Running({ files, progress, stop }: { files: Parameters<typeof FileList>[0]["files"]; progress: Parameters<typeof isUp>[0]; stop: () => void }) {
  const { t } = useTranslation("datasets");
  const format = useFormat();
  const done = files.filter((file) => isUp(progress, file)).length;
  const share = progress.total > 0 ? progress.sum / progress.total : done / Math.max(1, files.length);
  return (
    <div className="drop upload-busy">
      <span className="upload-line">
        <strong>{t("upload.running")}</strong>
        <span className="muted figure">{t("upload.far", { done, count: files.length, sent: format.bytes(progress.sum), total: format.bytes(progress.total) })}</span>
        <Button size="small" onClick={stop}>{t("common:action.cancel")}</Button>
      </span>
      <Progress percent={Math.floor(share * 100)} aria-label={t("upload.running")} />
      <span className="field-help">{t("upload.skips")}</span>
    </div>
  );
}
