import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CopyButton } from "../../ui/Copy";
import { Duration, When } from "../../ui/figures";
import { Facts, Section } from "../../ui/Page";
import { commandText } from "../spec/command";
import { secondsOf, written } from "../spec/fields";
import { yamlOf } from "../spec/yaml";
import type { Job } from "./JobPage";

/** What the job is. */
export function Specification({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const { spec } = job;
  const yaml = yamlOf(written(spec));
  const seconds = spec.wallTime ? secondsOf(spec.wallTime) : undefined;
  const environment = Object.entries(spec.environment ?? {});
  const inputs = spec.inputs ?? [];
  const outputs = spec.outputs ?? [];
  const after = spec.after ?? [];
  return (
    <Section title={t("page.what")}>
      <Facts
        items={[
          [t("field.kind"), t(`kind.${job.kind}`)],
          [t("field.project"), job.projectName ?? spec.project],
          [t("field.runtime"), <span className="mono">{spec.runtime}</span>],
          [t("field.flavour"), <span className="mono">{job.flavour}{job.nodes > 1 && ` × ${job.nodes}`}</span>],
          [t("field.command"), <code className="job-command" tabIndex={0}>{commandText(spec.command)}</code>],
          [t("field.code"), spec.code && <code title={spec.code}>{spec.code.slice(0, 12)}</code>],
          [t("field.inputs"), inputs.length > 0 && <Inputs inputs={inputs} />],
          [t("field.outputs"), outputs.length > 0 && outputs.map(({ name, model }) => (model ? `${name} → ${model}` : name)).join(", ")],
          [t("field.wallTime"), seconds !== undefined ? <Duration seconds={seconds} /> : t("page.noWallTime")],
          [t("field.environment"), environment.length > 0 && <Environment pairs={environment} />],
          [t("field.retries"), spec.retries ? String(spec.retries) : undefined],
          [t("field.priority"), spec.priority && spec.priority !== "normal" ? t(`priority.${spec.priority}`) : undefined],
          [t("field.tasks"), job.tasks && t("page.tasks", { ...job.tasks })],
          [t("field.array"), job.arrayId && <Link to={`/jobs/${job.arrayId}`}>{t("page.task", { index: job.arrayIndex })}</Link>],
          [t("field.after"), after.length > 0 && <After jobs={after} />],
          [t("field.earliestStart"), spec.earliestStart && <When at={spec.earliestStart} absolute />],
          [t("field.deadline"), spec.deadline && <When at={spec.deadline} absolute />],
          [t("field.leastNodes"), spec.leastNodes === undefined ? undefined : String(spec.leastNodes)],
          [t("field.topology"), spec.topology && spec.topology !== "near" ? t(`topology.${spec.topology}`) : undefined],
          [t("field.submitted"), <When at={job.submittedAt} absolute />],
          [t("field.by"), job.submitterName],
          [t("field.id"), <code className="job-id">{job.id}</code>],
        ]}
      />
      <details className="job-yaml">
        <summary>YAML</summary>
        <div className="job-yaml-text">
          <pre tabIndex={0} aria-label="YAML">{yaml}</pre>
          <CopyButton text={yaml} />
        </div>
      </details>
    </Section>
  );
}

function Inputs({ inputs }: { inputs: NonNullable<Job["spec"]["inputs"]> }) {
  return (
    <ul className="job-plain">
      {inputs.map((input) => {
        const reference = input.dataset ?? input.model ?? "";
        const base = input.dataset !== undefined ? "/datasets" : "/models";
        return (
          <li key={input.name}>
            {input.name} ← <Link to={`${base}?q=${encodeURIComponent(reference.split("@")[0] ?? "")}`}>{reference}</Link>
          </li>
        );
      })}
    </ul>
  );
}

function After({ jobs }: { jobs: NonNullable<Job["spec"]["after"]> }) {
  return (
    <ul className="job-plain mono">
      {jobs.map(({ job }) => (
        <li key={job}>
          <Link to={`/jobs/${job}`}>{job}</Link>
        </li>
      ))}
    </ul>
  );
}

function Environment({ pairs }: { pairs: [string, unknown][] }) {
  return (
    <ul className="job-plain mono">
      {pairs.map(([name, value]) => (
        <li key={name}>
          {name}={String(value)}
        </li>
      ))}
    </ul>
  );
}
