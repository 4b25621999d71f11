import { ReloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { query, type Schemas } from "../api/client";
import { Bytes, When } from "../ui/figures";
import { Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";

/** Files are written in the notebook, of which nobody is told. */
const READY_MS = 20_000;
const MOST_SHOWN = 300;

/** What is in the notebook's folder; a file of Jupyter's can be run as a job. */
export function Files({ notebook, run }: { notebook: Schemas["Notebook"]; run?: (file: string) => void }) {
  const { t } = useTranslation("notebooks");
  const folder = query.useQuery("get", "/v1/notebooks/{id}/files", { params: { path: { id: notebook.id } } }, { refetchInterval: notebook.state === "READY" ? READY_MS : false });
  const files = folder.data?.items ?? [];
  const reload = <Button size="small" type="text" icon={<ReloadOutlined />} aria-label={t("files.reload")} loading={folder.isFetching} onClick={() => void folder.refetch()} />;
  return (
    <Section title={t("files.title")} actions={reload}>
      <Refusal error={folder.error} />
      {folder.data && files.length === 0 && <p className="muted">{t("files.none")}</p>}
      {files.length > 0 && (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={t("files.title")}>
          <table className="plain notebook-files">
            <thead>
              <tr>
                <th scope="col">{t("files.path")}</th>
                <th scope="col" className="right">{t("files.size")}</th>
                <th scope="col" className="notebook-wide">{t("files.modified")}</th>
                {run && <th scope="col"><span className="sr-only">{t("files.run")}</span></th>}
              </tr>
            </thead>
            <tbody>
              {files.slice(0, MOST_SHOWN).map((file) => (
                <tr key={file.path}>
                  <th scope="row" className="mono">{file.path}</th>
                  <td className="right"><Bytes count={file.size} /></td>
                  <td className="notebook-wide"><When at={file.modifiedAt} /></td>
                  {run && (
                    <td className="right">
                      {file.path.endsWith(".ipynb") && (
                        <Button size="small" onClick={() => run(file.path)}>
                          {t("files.run")}
                          <span className="sr-only"> {file.path}</span>
                        </Button>
                      )}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {folder.data && (!folder.data.complete || files.length > MOST_SHOWN) && <p className="muted">{t("files.more", { count: Math.min(files.length, MOST_SHOWN) })}</p>}
      <p className="muted notebook-kept">{t("files.kept")}</p>
    </Section>
  );
}
