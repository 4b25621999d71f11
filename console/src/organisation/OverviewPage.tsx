import { CheckOutlined, MinusOutlined } from "@ant-design/icons";
import { Spin } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { can, isApproved, useMe } from "../api/session";
import { OwnBranch } from "../queues/OwnBranch";
import { EmptyState } from "../ui/EmptyState";
import { When } from "../ui/figures";
import { LinkButton } from "../ui/LinkButton";
import { Facts, Figure, Figures, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Status } from "../ui/Status";
import { Frame } from "./Frame";
import { keeperOf, rightsOf } from "./roles";

const MOST = 500;

/** What the organisation is, how it stands with the centre, and what one may do in it. */
export function OverviewPage() {
  const { t } = useTranslation("organisation");
  const organisation = query.useQuery("get", "/v1/organisation");
  const none = organisation.error && asProblem(organisation.error).status === 404;
  return (
    <Frame command="penstock org show">
      {none && <EmptyState title={t("none.title")} text={t("none.text")} action={<LinkButton type="primary" to="/apply">{t("none.apply")}</LinkButton>} command="penstock org apply --kind enterprise --name NAME --contact PERSON --email EMAIL" />}
      {!none && <Refusal error={organisation.error} retry={() => void organisation.refetch()} />}
      {organisation.isPending && <Spin />}
      {organisation.data && <Shown organisation={organisation.data} />}
    </Frame>
  );
}

function Shown({ organisation }: { organisation: Schemas["Organisation"] }) {
  const { t } = useTranslation("organisation");
  const me = useMe();
  return (
    <>
      <Standing organisation={organisation} />
      {isApproved(me) && <Counts staff={me.staff} administers={can(me, "ADMINISTER")} />}
      {isApproved(me) && !me.staff && can(me, "READ") && <OwnBranch id={organisation.id} />}
      <div className="columns">
        <Section title={t("facts.title")}>
          <Facts
            items={[
              [t("facts.name"), organisation.name],
              [t("facts.kind"), t(`kind.${organisation.kind}`)],
              [t("facts.code"), organisation.creditCode && <span className="mono">{organisation.creditCode}</span>],
              [t("facts.contact"), organisation.contactName],
              [t("facts.state"), <Status key="state" state={organisation.state} />],
              [t("facts.applied"), <When key="applied" at={organisation.appliedAt} absolute />],
              [organisation.state === "APPROVED" ? t("facts.approved") : t("facts.decided"), organisation.decidedAt && <When at={organisation.decidedAt} absolute />],
              [t("facts.id"), <span key="id" className="mono">{organisation.id}</span>],
            ]}
          />
          {!me.staff && <p className="muted org-note">{t("facts.note")}</p>}
        </Section>
        <Mine />
      </div>
    </>
  );
}

function Standing({ organisation: { state, reason } }: { organisation: Schemas["Organisation"] }) {
  const { t } = useTranslation("organisation");
  if (state === "APPROVED") return null;
  return (
    <section className={`banner banner-${state === "APPLIED" ? "wait" : "bad"}`} role="status">
      <p className="banner-lead">{t(`standing.${state}`)}</p>
      {reason && <p>{reason}</p>}
      <p className="muted">{t(`standing.${state}Text`)}</p>
    </section>
  );
}

/** How many there are, as far as one page of the list tells. */
function useCount(list: { data?: { items: unknown[]; next?: string } }): ReactNode {
  const { t } = useTranslation("organisation");
  if (!list.data) return "–";
  return list.data.next ? t("count.atLeast", { count: list.data.items.length }) : list.data.items.length;
}

function Counts({ staff, administers }: { staff: boolean; administers: boolean }) {
  const { t } = useTranslation("organisation");
  const members = useCount(query.useQuery("get", "/v1/members", { params: { query: { limit: MOST } } }));
  const keys = useCount(query.useQuery("get", "/v1/keys", { params: { query: { limit: MOST, live: true } } }));
  const projects = useCount(query.useQuery("get", "/v1/projects", { params: { query: { limit: MOST } } }, { enabled: !staff }));
  return (
    <Figures>
      <Figure label={t("count.members")} value={<Link to="/organisation/members">{members}</Link>} />
      <Figure label={administers ? t("count.keys") : t("count.ownKeys")} value={<Link to="/organisation/keys">{keys}</Link>} />
      {!staff && <Figure label={t("count.projects")} value={<Link to="/organisation/projects">{projects}</Link>} />}
    </Figures>
  );
}

function Mine() {
  const { t } = useTranslation("organisation");
  const me = useMe();
  const keeper = keeperOf(me.staff);
  const keepers = query.useQuery("get", "/v1/members", { params: { query: { role: keeper, limit: MOST } } });
  const rights = rightsOf(me.staff);
  const lacks = rights.some((right) => !me.permissions.includes(right));
  return (
    <Section title={t("mine.title")}>
      <Facts
        items={[
          [t("mine.roles"), me.roles.map((role) => t(`role.${role}`)).join(t("and"))],
          [me.staff ? t("mine.keepers") : t("mine.owners"), keepers.data?.items.map((each) => each.name + (each.id === me.personId ? t("you") : "")).join(t("and"))],
        ]}
      />
      <ul className="org-rights">
        {rights.map((right) => {
          const may = me.permissions.includes(right);
          return (
            <li key={right} className={may ? undefined : "muted"}>
              {may ? <CheckOutlined aria-hidden="true" className="org-yes" /> : <MinusOutlined aria-hidden="true" />}
              <span className="sr-only">{may ? t("mine.may") : t("mine.mayNot")}</span> {t(`permission.${right}`)}
            </li>
          );
        })}
      </ul>
      {lacks && !can(me, "ADMINISTER") && <p className="muted org-note">{t("mine.ask")}</p>}
    </Section>
  );
}
