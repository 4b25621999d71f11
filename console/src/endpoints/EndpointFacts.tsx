import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../api/client";
import { useShape } from "../flavours/shape";
import { runningCost } from "../jobs/page/life";
import { CopyButton } from "../ui/Copy";
import { Money, useNow, When } from "../ui/figures";
import { Facts, Section } from "../ui/Page";
import { isOver } from "./life";

interface Props {
  endpoint: Schemas["EndpointView"];
  /** The job that is its replica. */
  job?: Schemas["Job"];
}

/** What the endpoint serves, where and on what, and what that costs. */
export function EndpointFacts({ endpoint, job }: Props) {
  const { t } = useTranslation("endpoints");
  const shape = useShape();
  const flavours = query.useQuery("get", "/v1/flavours");
  const models = query.useQuery("get", "/v1/models", { params: { query: { q: endpoint.model, limit: 500 } } });
  const flavour = flavours.data?.items.find((each) => each.name === endpoint.flavour);
  const model = models.data?.items.find((each) => each.name === endpoint.model);
  const reference = <span className="mono">{endpoint.model}@{endpoint.version}</span>;
  const address = window.location.origin + endpoint.url;
  return (
    <Section title={t("page.facts")}>
      {job && <Cost job={job} price={flavour?.perHourYuan} />}
      <Facts
        items={[
          [t("page.charged"), job && !isOver(endpoint) && <Money yuan={job.costYuan} />],
          [t("field.price"), flavour && <Money yuan={flavour.perHourYuan} />],
          [t("field.flavour"), <><span className="mono">{endpoint.flavour}</span>{flavour && <div className="muted">{shape(flavour)}</div>}</>],
          [t("field.model"), model ? <Link to={`/models/${model.id}`}>{reference}</Link> : reference],
          [t("field.address"), <><span className="mono">{address}</span> <CopyButton text={address} /></>],
          [t("field.created"), <When at={endpoint.createdAt} absolute />],
          [t("field.job"), <Link to={`/jobs/${endpoint.jobId}`}>{t("page.viewJob")}</Link>],
        ]}
      />
    </Section>
  );
}

/** What was charged in the end; while it serves, what the replica costs since its last start. */
function Cost({ job, price }: { job: Schemas["Job"]; price?: string }) {
  const { t } = useTranslation("endpoints");
  const now = useNow();
  const running = runningCost(job, price, now);
  return (
    <p className="cost-lead">
      <Money yuan={running ?? job.costYuan} /> <span className="muted">{running ? t("page.running") : t("page.inAll")}</span>
    </p>
  );
}
