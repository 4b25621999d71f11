import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, query } from "../api/client";
import { Duration, Money, When } from "../ui/figures";
import { Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Status } from "../ui/Status";

const FEW = 6;

/** The latest jobs and what the centre says; side by side where there is room. */
export function Recent({ beside }: { beside: boolean }) {
  return (
    <div className={beside ? "home-stack" : "wide-left"}>
      <RecentJobs narrow={beside} />
      <Notices />
    </div>
  );
}

function RecentJobs({ narrow }: { narrow: boolean }) {
  const { t } = useTranslation("home");
  const jobs = query.useQuery("get", "/v1/jobs", { params: { query: { limit: FEW, sort: "-submittedAt" } } });
  return (
    <Section title={t("jobs")} actions={<Link to="/jobs">{t("common:action.more")}</Link>}>
      <Refusal error={jobs.error} retry={() => void jobs.refetch()} />
      {jobs.data?.items.length === 0 && <p className="muted">{t("noJobs")}</p>}
      <ul className={narrow ? "home-jobs home-jobs-narrow" : "home-jobs"}>
        {jobs.data?.items.map((job) => (
          <li key={job.id}>
            <Link to={`/jobs/${job.id}`}>{job.name}</Link>
            <Status state={job.state} />
            {!narrow && (
              <>
                <span className="muted mono">{job.flavour}</span>
                <span className="muted">{job.startedAt ? <Duration from={job.startedAt} to={job.endedAt} /> : "–"}</span>
                <Money yuan={job.costYuan} />
              </>
            )}
            <span className="muted">
              <When at={job.submittedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Notices() {
  const { t } = useTranslation("home");
  const notices = query.useQuery("get", "/v1/notifications", { params: { query: { limit: FEW } } });
  const read = async (id: string) => {
    await api.POST("/v1/notifications/{id}/read", { params: { path: { id } } });
    await notices.refetch();
  };
  return (
    <Section title={t("notices")}>
      {notices.data?.items.length === 0 && <p className="muted">{t("common:notices.none")}</p>}
      <ul className="home-notices">
        {notices.data?.items.map((notice) => (
          <li key={notice.id} data-unread={!notice.readAt}>
            {notice.text}
            <span className="muted">
              <When at={notice.at} />
              {!notice.readAt && (
                <Button size="small" type="link" onClick={() => void read(notice.id)}>
                  {t("common:notices.read")}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
