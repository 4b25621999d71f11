import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../api/client";
import { useShape } from "../flavours/shape";
import { hasEnded, runningCost } from "../jobs/page/life";
import { Money, useNow, When } from "../ui/figures";
import { Facts, Section } from "../ui/Page";

interface Props {
  notebook: Schemas["Notebook"];
  /** The job of its last start. */
  job?: Schemas["Job"];
}

/** What the notebook runs on, and what that costs. */
export function NotebookFacts({ notebook, job }: Props) {
  const { t } = useTranslation("notebooks");
  const shape = useShape();
  const flavours = query.useQuery("get", "/v1/flavours");
  const flavour = flavours.data?.items.find((each) => each.name === notebook.flavour);
  return (
    <Section title={t("page.facts")}>
      {job && <RunCost job={job} price={flavour?.perHourYuan} />}
      <Facts
        items={[
          [t("field.price"), flavour && <Money yuan={flavour.perHourYuan} />],
          [t("field.flavour"), <><span className="mono">{notebook.flavour}</span>{flavour && <div className="muted">{shape(flavour)}</div>}</>],
          [t("field.runtime"), <span className="mono">{notebook.runtime}</span>],
          [t("field.idle"), t("page.idle", { count: notebook.idleMinutes })],
          [t("field.lastActive"), notebook.lastActiveAt && <When at={notebook.lastActiveAt} />],
          [t("field.started"), notebook.startedAt && <When at={notebook.startedAt} absolute />],
          [t("field.created"), <When at={notebook.createdAt} absolute />],
          [t("field.job"), notebook.jobId && <Link to={`/jobs/${notebook.jobId}`}>{t("page.job")}</Link>],
        ]}
      />
    </Section>
  );
}

function RunCost({ job, price }: { job: Schemas["Job"]; price?: string }) {
  const { t } = useTranslation("notebooks");
  const now = useNow();
  const running = runningCost(job, price, now);
  return (
    <p className="cost-lead">
      <Money yuan={running ?? job.costYuan} /> <span className="muted">{hasEnded(job) ? t("page.lastRun") : t("page.thisRun")}</span>
    </p>
  );
}
