import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../../ui/address";
import { Bytes } from "../../ui/figures";
import { ServerTable, type Column } from "../../ui/table/ServerTable";
import { fileUrl } from "./load";
import { Preview } from "./Preview";
import "../datasets.css";

interface Props {
  of: "datasets" | "models";
  id: string;
  version: number;
  label: string;
}

interface File {
  path: string;
  size: number;
  sha256: string;
}

const HEIGHT = 440;

/** The files of a version, each to look into and to download; the open one is in the address. */
export function VersionFiles({ of, id, version, label }: Props) {
  const { t } = useTranslation("datasets");
  const { get, set } = useAddress();
  const base = `/v1/${of}/${id}/versions/${version}/files`;
  const params = useMemo(() => ({ id, version: String(version) }), [id, version]);
  const columns = useMemo(
    (): Column<File>[] => [
      {
        key: "path",
        title: t("files.path"),
        width: "minmax(140px, 3fr)",
        render: (file) => (
          <Button type="link" size="small" className="file-name mono" title={file.path} onClick={() => set({ file: file.path })}>
            {file.path}
          </Button>
        ),
      },
      { key: "size", title: t("files.size"), align: "right", width: 110, render: (file) => <Bytes count={file.size} /> },
      { key: "sha", title: "SHA-256", width: 140, wide: true, render: (file) => <code title={file.sha256} className="muted">{file.sha256.slice(0, 12)}</code> },
      {
        key: "download",
        title: t("files.download"),
        align: "right",
        width: 104,
        render: (file) => <Button type="text" size="small" icon={<DownloadOutlined />} href={fileUrl(base, file.path)} download aria-label={t("files.downloadOne", { path: file.path })} />,
      },
    ],
    [t, set, base],
  );
  const file = get("file");
  return (
    <>
      <ServerTable path={`/v1/${of}/{id}/versions/{version}/files`} pathParams={params} columns={columns} rowKey={(each) => each.path} label={label} height={HEIGHT} empty={<p className="muted">{t("files.none")}</p>} />
      {file !== undefined && <Preview key={file} files={base} path={file} close={() => set({ file: null })} />}
    </>
  );
}
