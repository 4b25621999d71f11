import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { query, type Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { OwnBranch } from "../queues/OwnBranch";
import { Money, When } from "../ui/figures";
import { Facts, Figure, Figures, Page, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Status } from "../ui/Status";
import { Decisions } from "./Decisions";
import { TopUp } from "./TopUp";
import "./operator.css";

/** One tenant: who it is, how it stands, what it has and owes, and what the centre may do about it. */
export function TenantPage() {
  const { t } = useTranslation("operator");
  const { id = "" } = useParams();
  const operates = can(useMe(), "OPERATE");
  const tenant = query.useQuery("get", "/v1/operator/organisations/{id}", { params: { path: { id } } });
  const trail = <Link to="/operator/tenants">{t("tenants.title")}</Link>;
  if (!tenant.data) {
    return (
      <Page title={t("tenant.title")} trail={trail}>
        <Refusal error={tenant.error} retry={() => void tenant.refetch()} />
      </Page>
    );
  }
  const { organisation, money } = tenant.data;
  const again = () => void tenant.refetch();
  return (
    <Page title={organisation.name} called={`${organisation.name} · ${t("tenant.title")}`} trail={trail} aside={<Status state={organisation.state} />} actions={<Decisions organisation={organisation} changed={again} />} command={organisation.state === "APPLIED" ? `penstock org approve ${id}` : `penstock org top-up ${id} 100.00 --reference REFERENCE`}>
      {organisation.reason && <p className="muted">{organisation.reason}</p>}
      <Figures>
        <Figure label={t("tenant.running")} value={<Link to={`/operator/jobs?organisation=${id}`}>{tenant.data.runningJobs}</Link>} note={t("tenant.waiting", { count: tenant.data.waitingJobs })} />
        <Figure label={t("tenant.endpoints")} value={tenant.data.endpoints} />
        {money && <Figure label={t("tenant.available")} value={<Money yuan={money.availableYuan} />} note={<>{t("tenant.held")} <Money yuan={money.heldYuan} /></>} />}
        {money && <Figure label={t("tenant.spent")} value={<Money yuan={money.spentThisMonthYuan} />} />}
      </Figures>
      {operates && organisation.state !== "APPLIED" && organisation.state !== "REJECTED" && <OwnBranch id={id} />}
      <div className="columns">
        <Section title={t("tenant.who")}>
          <Facts
            items={[
              [t("tenants.kind"), t(`kind.${organisation.kind}`)],
              [t("tenants.code"), organisation.creditCode],
              [t("tenants.contact"), organisation.contactName],
              [t("tenant.email"), organisation.contactEmail],
              [t("tenant.members"), organisation.members],
              [t("tenants.applied"), <When at={organisation.appliedAt} absolute />],
              [t("tenant.decided"), organisation.decidedAt && <When at={organisation.decidedAt} absolute />],
              [t("tenant.id"), <code>{organisation.id}</code>],
            ]}
          />
        </Section>
        {money && <TopUps id={id} approved={organisation.state === "APPROVED"} name={organisation.name} money={money} changed={again} />}
      </div>
    </Page>
  );
}

function TopUps({ id, name, approved, money, changed }: { id: string; name: string; approved: boolean; money: Schemas["OrganisationMoney"]; changed: () => void }) {
  const { t } = useTranslation("operator");
  return (
    <Section title={t("topUp.title")} actions={approved && <TopUp id={id} name={name} balanceYuan={money.balanceYuan} changed={changed} />}>
      {money.topUps.length === 0 ? (
        <p className="muted">{t("topUp.none")}</p>
      ) : (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={t("topUp.title")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t("topUp.at")}</th>
                <th scope="col">{t("topUp.reference")}</th>
                <th scope="col" className="right">{t("topUp.amount")}</th>
              </tr>
            </thead>
            <tbody>
              {money.topUps.map((it) => (
                <tr key={it.transferId}>
                  <td>
                    <When at={it.at} absolute />
                  </td>
                  <td>{it.reference}</td>
                  <td className="right">
                    <Money yuan={it.amountYuan} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
