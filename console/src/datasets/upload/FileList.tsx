import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { FileToUpload } from "../../api/upload";
import { Bytes, useFormat } from "../../ui/figures";
import { isUp, shareOf, shownFirst, type Progress } from "./progress";

const MOST_SHOWN = 200;

interface Props {
  files: FileToUpload[];
  /** Given while they go up. */
  progress?: Progress;
  remove: (path: string) => void;
}

/** The files to upload, each with how far it is. */
export function FileList({ files, progress, remove }: Props) {
  const { t } = useTranslation("datasets");
  const shown = progress ? shownFirst(files, progress, MOST_SHOWN) : files.slice(0, MOST_SHOWN);
  return (
    <>
      <ul className="upload-files" aria-label={t("upload.files")} tabIndex={0}>
        {shown.map((file) => (
          <li key={file.path}>
            <span className="mono upload-path" title={file.path}>{file.path}</span>
            <Bytes count={file.data.size} />
            {progress ? <State file={file} progress={progress} /> : <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t("upload.remove", { path: file.path })} onClick={() => remove(file.path)} />}
            {progress && !isUp(progress, file) && <span className="upload-bar" aria-hidden="true" style={{ "--share": shareOf(progress, file) } as React.CSSProperties} />}
          </li>
        ))}
      </ul>
      {files.length > shown.length && <p className="muted">{t("upload.more", { count: files.length - shown.length })}</p>}
    </>
  );
}

function State({ file, progress }: { file: FileToUpload; progress: Progress }) {
  const { t } = useTranslation("datasets");
  const format = useFormat();
  if (isUp(progress, file)) return <span className="upload-done">{t("upload.done")}</span>;
  return progress.sent.has(file.path) ? <span className="figure">{format.percent(shareOf(progress, file), 0)}</span> : <span className="muted">{t("upload.waits")}</span>;
}
