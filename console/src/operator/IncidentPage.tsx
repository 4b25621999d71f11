import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { query, type Schemas } from "../api/client";
import { Duration, Money, useFormat, When } from "../ui/figures";
import { Facts, Figure, Figures, Page, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Status } from "../ui/Status";
import { ClearIncident } from "./ClearIncident";
import { severityTone, useSubject } from "./incidents";
import "./operator.css";

/** One incident: what happened, in order, and whom it hit. */
export function IncidentPage() {
  const { t } = useTranslation("operator");
  const { id = "" } = useParams();
  const format = useFormat();
  const subject = useSubject();
  const story = query.useQuery("get", "/v1/incidents/{id}", { params: { path: { id } } });
  const again = () => void story.refetch();
  const trail = <Link to="/operator/incidents">{t("incidents.title")}</Link>;
  if (!story.data) {
    return (
      <Page title={t("incident.title")} trail={trail}>
        <Refusal error={story.error} retry={again} />
      </Page>
    );
  }
  const { incident, events, hits } = story.data;
  return (
    <Page
      title={subject(incident)}
      called={`${subject(incident)} · ${t("incident.title")}`}
      trail={trail}
      aside={<Status state={incident.state} />}
      actions={incident.state !== "ended" && <ClearIncident id={id} changed={again} />}
      command={`penstock incident show ${id}`}
    >
      <p className="muted">{t(`incident.means.${incident.state}`)}</p>
      <Figures>
        <Figure label={t("incident.attempts")} value={incident.losses.attempts} />
        <Figure label={t("incident.cardTime")} value={<Duration seconds={incident.losses.cardSeconds} />} />
        <Figure label={t("incident.notCharged")} value={<Money yuan={incident.losses.notChargedYuan} />} />
        <Figure label={t("incident.faults")} value={format.number(incident.faults)} />
      </Figures>
      <Section title={t("incident.facts")}>
        <Facts
          items={[
            [t("incidents.severity"), <Status state={incident.severity} tone={severityTone(incident.severity)} word={t(`severity.${incident.severity}`)} />],
            [t("incidents.said"), incident.said],
            [t("incident.engine"), incident.engine],
            [t("incidents.began"), <When at={incident.beganAt} absolute />],
            [t("incident.wellSince"), incident.wellSince && <When at={incident.wellSince} absolute />],
            [t("incident.endedAt"), incident.endedAt && <When at={incident.endedAt} absolute />],
            [t("incident.clearedBy"), incident.clearedBy],
            [t("incident.note"), incident.note],
            [t("tenant.id"), <code>{incident.id}</code>],
          ]}
        />
      </Section>
      <Section title={t("incident.events")}>
        <ol className="incident-events">
          {events.map((event, index) => (
            <li key={index}>
              <When at={event.at} absolute /> {t(`incident.happened.${event.happened}`, { defaultValue: event.happened })}
              {event.said && <> · {event.said}</>}
              {event.by && <span className="muted"> · {event.by}</span>}
            </li>
          ))}
        </ol>
      </Section>
      <Section title={t("incident.hits")}>{hits.length === 0 ? <p className="muted">{t("incident.noHits")}</p> : <Hits hits={hits} />}</Section>
    </Page>
  );
}

function Hits({ hits }: { hits: Schemas["IncidentHit"][] }) {
  const { t } = useTranslation("operator");
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("incident.hits")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("incident.job")}</th>
            <th scope="col">{t("incident.whose")}</th>
            <th scope="col">{t("incident.at")}</th>
            <th scope="col">{t("incident.cause")}</th>
            <th scope="col" className="right">{t("incident.cardTime")}</th>
            <th scope="col" className="right">{t("incident.notCharged")}</th>
          </tr>
        </thead>
        <tbody>
          {hits.map((hit) => (
            <tr key={hit.attempt}>
              <td><Link to={`/operator/jobs?q=${hit.job}`}>{hit.jobName}</Link></td>
              <td><Link to={`/operator/tenants/${hit.organisation}`}>{hit.organisationName ?? hit.organisation}</Link></td>
              <td><When at={hit.at} absolute /></td>
              <td>{t(`jobs:cause.${hit.cause}`)}</td>
              <td className="right"><Duration seconds={hit.cardSeconds} /></td>
              <td className="right"><Money yuan={hit.notChargedYuan} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
