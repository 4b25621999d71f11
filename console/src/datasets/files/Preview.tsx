import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Drawer, Spin } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Bytes, useFormat } from "../../ui/figures";
import { Refusal } from "../../ui/Refusal";
import { gridOf, imageTypeOf, jsonOf, kindOf, textOf, type Grid } from "./content";
import { fileUrl, readBeginning, type Beginning } from "./load";

const MOST_TEXT = 256 * 1024;
const MOST_IMAGE = 16 * 1024 * 1024;
const MOST_ROWS = 100;
const MOST_COLUMNS = 50;

/** What is in a file, without saving it first. `files` is the address of the version's files. */
export function Preview({ files, path, close }: { files: string; path: string; close: () => void }) {
  const { t } = useTranslation("datasets");
  const url = fileUrl(files, path);
  const kind = kindOf(path);
  const file = useQuery({
    queryKey: ["file", url],
    queryFn: ({ signal }) => readBeginning(url, kind === "image" ? MOST_IMAGE : MOST_TEXT, signal),
    staleTime: Infinity,
    // a version never changes, but nobody wants megabytes kept
    gcTime: 30_000,
    retry: false,
  });
  return (
    <Drawer
      open
      size="min(860px, 100vw)"
      title={<span className="preview-title mono">{path}</span>}
      closable={{ "aria-label": t("common:action.close") }}
      onClose={close}
      extra={
        <Button icon={<DownloadOutlined />} href={url} download>
          {t("common:action.download")}
        </Button>
      }
    >
      <div className="preview">
        {file.isPending && !file.error && <Spin />}
        <Refusal error={file.error} retry={() => void file.refetch()} />
        {file.data && (kind === "image" ? <Picture path={path} file={file.data} /> : <Text path={path} file={file.data} />)}
      </div>
    </Drawer>
  );
}

function Picture({ path, file }: { path: string; file: Beginning }) {
  const { t } = useTranslation("datasets");
  const [address, setAddress] = useState<string>();
  const [size, setSize] = useState("");
  const [isBroken, setBroken] = useState(false);
  const isWhole = file.bytes.length === file.total;
  useEffect(() => {
    if (!isWhole) return;
    const made = URL.createObjectURL(new Blob([file.bytes], { type: imageTypeOf(path) }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [path, file, isWhole]);
  if (!isWhole) return <p className="muted">{t("preview.large")}</p>;
  if (isBroken) return <p className="muted">{t("preview.broken")}</p>;
  return (
    <figure>
      {address && (
        <img
          className="preview-image"
          src={address}
          alt={path}
          onError={() => setBroken(true)}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setSize(`${naturalWidth} × ${naturalHeight} · `)}
        />
      )}
      <figcaption className="muted">
        {size}
        <Bytes count={file.total} />
      </figcaption>
    </figure>
  );
}

function Text({ path, file }: { path: string; file: Beginning }) {
  const { t } = useTranslation("datasets");
  const format = useFormat();
  const kind = kindOf(path);
  const isCut = file.bytes.length < file.total;
  const text = useMemo(() => textOf(file.bytes, isCut), [file, isCut]);
  const grid = useMemo(() => (kind === "table" && text !== undefined ? gridOf(text, path.toLowerCase().endsWith(".tsv") ? "\t" : ",", isCut) : undefined), [kind, text, path, isCut]);
  if (file.total === 0) return <p className="muted">{t("preview.empty")}</p>;
  if (text === undefined) return <p className="muted">{t("preview.binary", { size: format.bytes(file.total) })}</p>;
  if (grid) return <Table grid={grid} isCut={isCut} label={path} size={file.total} />;
  return (
    <>
      <p className="muted">{isCut ? t("preview.cut", { shown: format.bytes(file.bytes.length), size: format.bytes(file.total) }) : format.bytes(file.total)}</p>
      <pre className="preview-text" tabIndex={0} aria-label={path}>
        {kind === "json" && !isCut ? jsonOf(text) : text}
      </pre>
    </>
  );
}

function Table({ grid, isCut, label, size }: { grid: Grid; isCut: boolean; label: string; size: number }) {
  const { t } = useTranslation("datasets");
  const format = useFormat();
  const columns = Array.from({ length: Math.min(grid.columns, MOST_COLUMNS) }, (_, index) => index);
  const rows = grid.rows.slice(0, MOST_ROWS);
  const isNumber = columns.map((column) => rows.every((row) => (row[column] ?? "") === "" || !Number.isNaN(Number(row[column]))));
  const some = isCut || grid.rows.length > rows.length;
  return (
    <>
      <p className="muted">
        {format.bytes(size)} · {some ? t("preview.firstRows", { count: rows.length }) : t("preview.rows", { count: rows.length })} ·{" "}
        {grid.columns > columns.length ? t("preview.firstColumns", { shown: columns.length, count: grid.columns }) : t("preview.columns", { count: grid.columns })}
      </p>
      <div className="preview-table" tabIndex={0} role="region" aria-label={label}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col" className="right preview-number">#</th>
              {columns.map((column) => (
                <th key={column} scope="col" className={isNumber[column] ? "right" : ""}>{grid.head?.[column] || column + 1}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                <th scope="row" className="right preview-number">{index + 1}</th>
                {columns.map((column) => (
                  <td key={column} className={isNumber[column] ? "right" : ""}>{row[column]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
