import { DownloadOutlined } from "@ant-design/icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../../api/client";
import { Bytes } from "../../ui/figures";
import { Section } from "../../ui/Page";
import { Refusal } from "../../ui/Refusal";
import { hasEnded } from "./life";
import type { Job } from "./JobPage";

/** What the job leaves: its outputs with their files, and the model versions that they became. */
export function Results({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  if ((job.spec.outputs ?? []).length === 0) return null;
  return (
    <Section title={t("results.title")}>
      {job.outputs.length === 0 ? (
        <p className="muted">{hasEnded(job) ? t("results.none") : t("results.later")}</p>
      ) : (
        <ul className="results">
          {job.outputs.map((output) => (
            <Output key={output.name} job={job} output={output} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Output({ job, output }: { job: Job; output: Schemas["KeptOutput"] }) {
  const { t } = useTranslation("jobs");
  const [open, setOpen] = useState(false);
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <strong>{output.name}</strong>{" "}
          <span className="muted">
            {t("results.files", { count: output.files })} · <Bytes count={output.bytes} />
          </span>
        </summary>
        {open && <Files job={job} name={output.name} />}
      </details>
      {output.modelId && (
        <p>
          {t("results.registered")}{" "}
          <Link to={`/models/${output.modelId}`}>
            {output.model}@{output.modelVersion}
          </Link>
        </p>
      )}
    </li>
  );
}

const MOST_SHOWN = 200;

function Files({ job, name }: { job: Job; name: string }) {
  const { t } = useTranslation("jobs");
  const tree = query.useQuery("get", "/v1/jobs/{id}/outputs/{name}", { params: { path: { id: job.id, name } } });
  const files = tree.data?.files ?? [];
  return (
    <>
      <Refusal error={tree.error} retry={() => void tree.refetch()} />
      <ul className="job-plain results-files">
        {files.slice(0, MOST_SHOWN).map((file) => (
          <li key={file.path}>
            <a href={`/v1/jobs/${job.id}/outputs/${encodeURIComponent(name)}/${file.path.split("/").map(encodeURIComponent).join("/")}`} download>
              <DownloadOutlined aria-hidden="true" /> {file.path}
            </a>{" "}
            <span className="muted"><Bytes count={file.size} /></span>
          </li>
        ))}
      </ul>
      {files.length > MOST_SHOWN && <p className="muted">{t("results.more", { count: files.length - MOST_SHOWN })} <code>penstock job download {job.id}</code></p>}
    </>
  );
}
