import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query } from "../../api/client";
import { Money, useNow, When } from "../../ui/figures";
import { Facts, Section } from "../../ui/Page";
import { hasEnded, isSettled, runningCost } from "./life";
import type { Job } from "./JobPage";

/** What the job costs: quoted, set aside, so far, at the end. */
export function Cost({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const flavours = query.useQuery("get", "/v1/flavours");
  const price = flavours.data?.items.find((each) => each.name === job.flavour)?.perHourYuan;
  const ended = hasEnded(job);
  return (
    <Section title={t("cost.title")}>
      <p className="cost-lead">
        <Money yuan={job.costYuan} /> <span className="muted">{isSettled(job) ? t("cost.final") : t("cost.charged")}</span>
      </p>
      {!ended && <Running job={job} price={price} />}
      <Facts
        items={[
          [t("cost.price"), price && <><Money yuan={price} />{job.nodes > 1 && ` × ${job.nodes}`}</>],
          [t("cost.dearest"), <Money yuan={job.dearestYuan} />],
          [t("cost.held"), ended && Number(job.heldYuan) === 0 ? t("cost.released") : <Money yuan={job.heldYuan} />],
          [t("cost.billedAt"), job.billedAt && <When at={job.billedAt} />],
        ]}
      />
      <p className="cost-links">
        {job.attempts.length > 0 && <a href="#usage">{t("cost.usage")}</a>}
        <Link to="/bill">{t("cost.bill")}</Link>
      </p>
    </Section>
  );
}

function Running({ job, price }: { job: Job; price: string | undefined }) {
  const { t } = useTranslation("jobs");
  const now = useNow();
  const yuan = runningCost(job, price, now);
  if (!yuan) return null;
  return (
    <p className="cost-running">
      <Money yuan={yuan} /> <span className="muted">{t("cost.running")}</span>
    </p>
  );
}
