import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import type { Me } from "../api/session";
import { When } from "../ui/figures";
import { Facts, Page, Section } from "../ui/Page";
import { Status } from "../ui/Status";

const POLL = 15_000;
const STATES = ["APPLIED", "REJECTED", "SUSPENDED"];

/** An organisation that may not use the centre: since when, why, and what happens next. */
export function Waiting({ me }: { me: Me }) {
  const { t } = useTranslation("home");
  // an organisation in this state is told nothing as it happens
  query.useQuery("get", "/v1/me", {}, { refetchInterval: POLL, staleTime: POLL });
  const found = query.useQuery("get", "/v1/organisation", {}, { refetchInterval: POLL });
  const status = query.useQuery("get", "/v1/public/status", {});
  const organisation = found.data;
  const state = me.organisations.find((seat) => seat.id === me.organisationId)?.state ?? "APPLIED";
  const known = STATES.includes(state) ? state : "SUSPENDED";
  const contact = status.data?.join.contact;
  return (
    <Page title={t(`wait.${known}.title`)} aside={<Status state={state} />}>
      <div className="wide-left">
        <Section title={t("wait.next")}>
          <p>{t(`wait.${known}.text`)}</p>
          {organisation?.reason && <p className="home-reason">{t("wait.reason", { reason: organisation.reason })}</p>}
          {known === "APPLIED" && (
            <ol className="home-steps">
              {(["done", "next", "todo"] as const).map((stepState, index) => (
                <li key={stepState} className={`home-step home-${stepState}`} aria-current={stepState === "next" ? "step" : undefined}>
                  <span className="home-mark" aria-hidden="true">
                    {index === 0 ? "✓" : ""}
                  </span>
                  <div>
                    {t(`wait.step.${stepState}`)}
                    <span className="sr-only">{t(`stepState.${stepState}`)}</span>
                    <p className="muted">{t(`wait.step.${stepState}Text`)}</p>
                  </div>
                </li>
              ))}
            </ol>
          )}
          {known === "REJECTED" && (
            <Button type="primary" href="/apply">
              {t("wait.again")}
            </Button>
          )}
          {contact && <p className="muted">{t("contact", { contact })}</p>}
        </Section>
        <Section title={t("wait.application")}>
          <Facts
            items={[
              [t("wait.name"), me.organisation],
              [t("wait.code"), organisation?.creditCode && <code>{organisation.creditCode}</code>],
              [t("wait.contactName"), organisation?.contactName],
              [t("wait.email"), me.email],
              [t("wait.appliedAt"), organisation && <When at={organisation.appliedAt} absolute />],
              [t("wait.decidedAt"), organisation?.decidedAt && <When at={organisation.decidedAt} absolute />],
            ]}
          />
        </Section>
      </div>
    </Page>
  );
}
