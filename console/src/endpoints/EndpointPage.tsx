import { App, Button, Spin } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { query, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { can, useMe } from "../api/session";
import { Waiting } from "../jobs/page/Waiting";
import { LifeLine } from "../ui/LifeLine";
import { LinkButton } from "../ui/LinkButton";
import { Page, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Status } from "../ui/Status";
import { useUndeploy } from "./acts";
import { Calling } from "./Calling";
import { EndpointFacts } from "./EndpointFacts";
import { isOver, stagesOf, stoppedBy } from "./life";
import { Playground } from "./Playground";
import { Traffic } from "./Traffic";
import "../jobs/jobs.css";
import "./endpoints.css";

type Endpoint = Schemas["EndpointView"];

/** An endpoint: try it, call it, see how it is called and what it costs. */
export function EndpointPage() {
  const { t } = useTranslation("endpoints");
  const { id = "" } = useParams();
  const endpoint = query.useQuery("get", "/v1/endpoints/{id}", { params: { path: { id } } });
  if (endpoint.data) return <Shown endpoint={endpoint.data} />;
  return (
    <Page title={t("page.title")} trail={<Link to="/endpoints">{t("list.title")}</Link>}>
      {endpoint.error ? <Refusal error={endpoint.error} retry={asProblem(endpoint.error).status === 404 ? undefined : () => void endpoint.refetch()} /> : <Spin />}
    </Page>
  );
}

function Shown({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation("endpoints");
  const job = query.useQuery("get", "/v1/jobs/{id}", { params: { path: { id: endpoint.jobId } } }).data;
  const me = useMe();
  const stopper = stoppedBy(endpoint.reason);
  const steps = stagesOf(endpoint, job).map((stage) => ({ ...stage, label: t(`life.${stage.key}`), note: stage.key === "placed" && stage.at ? job?.placedOn.join(", ") : undefined }));
  return (
    <Page
      title={endpoint.name}
      called={`${endpoint.name} · ${t("page.title")}`}
      aside={<Status state={endpoint.state} />}
      trail={<Link to="/endpoints">{t("list.title")}</Link>}
      actions={can(me, "SUBMIT") && <Actions endpoint={endpoint} />}
      command={`penstock endpoint show ${endpoint.name}`}
    >
      {endpoint.state === "STARTING" && (job?.state === "QUEUED" ? <Waiting job={job} /> : <Banner lead={t("page.starting")} />)}
      {isOver(endpoint) && <Banner tone={endpoint.state === "FAILED" ? "bad" : "off"} lead={stopper ? t("page.stoppedBy", { name: stopper }) : (endpoint.reason ?? t("page.failed"))} />}
      <Section title={t("page.life")}>
        <LifeLine steps={steps} />
      </Section>
      <div className="wide-left">
        <div className="job-column">
          {endpoint.state === "READY" && can(me, "INFER") && <Playground key={endpoint.id} endpoint={endpoint} />}
          <Traffic endpoint={endpoint} />
          {["STARTING", "READY"].includes(endpoint.state) && <Calling endpoint={endpoint} />}
        </div>
        <div className="job-column">
          <EndpointFacts endpoint={endpoint} job={job} />
        </div>
      </div>
    </Page>
  );
}

function Banner({ tone = "wait", lead }: { tone?: "wait" | "bad" | "off"; lead: string }) {
  return (
    <section className={`banner banner-${tone}`} role="status">
      <p className="banner-lead">{lead}</p>
    </section>
  );
}

function Actions({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation("endpoints");
  const { modal } = App.useApp();
  const undeploy = useUndeploy(endpoint);
  const { name, model, version, flavour, state } = endpoint;
  if (isOver(endpoint)) {
    return (
      <LinkButton type="primary" to={`/endpoints/new?${new URLSearchParams({ model: `${model}@${version}`, name, flavour }).toString()}`}>
        {t("act.again")}
      </LinkButton>
    );
  }
  const askFirst = () =>
    modal.confirm({
      title: t("act.stopTitle", { name }),
      content: t("act.stopText", { address: endpoint.url }),
      okText: t("act.stop"),
      okButtonProps: { danger: true },
      cancelText: t("act.keep"),
      onOk: () => undeploy.mutateAsync().catch(() => undefined),
    });
  return (
    <Button danger disabled={state === "STOPPING"} loading={undeploy.isPending} onClick={askFirst}>
      {t("act.stop")}
    </Button>
  );
}
