import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { Duration, useFormat, When } from "../ui/figures";
import { Page } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Status } from "../ui/Status";
import "./operator.css";

const LATELY_MS = 15_000;

/** How the server's parts do, with the figures behind the words. */
export function HealthPage() {
  const { t } = useTranslation("operator");
  const format = useFormat();
  // nothing is published when a part does worse: it is looked at
  const health = query.useQuery("get", "/v1/operator/health", {}, { refetchInterval: LATELY_MS });
  const report = health.data;
  return (
    <Page title={t("health.title")} aside={report && <Status state={report.state} />}>
      <Refusal error={health.error} retry={() => void health.refetch()} />
      {report && (
        <>
          <p className="muted">
            {t("health.version", { version: report.version })} · {t("health.up")} <Duration seconds={report.uptimeSeconds} />
          </p>
          <ul className="health">
            {report.parts.map((part) => (
              <li key={part.name} className={`section health-${part.state}`}>
                <header className="health-head">
                  <h2>{part.title}</h2>
                  <Status state={part.state} />
                </header>
                <p>{part.detail}</p>
                <p className="muted">
                  {t("health.since")} <When at={part.since} />
                </p>
                <dl className="health-figures">
                  {Object.entries(part.figures as Record<string, number>).map(([name, value]) => (
                    <div key={name}>
                      <dt>{t(`figure.${name}`, { defaultValue: name })}</dt>
                      <dd className="figure">{name.endsWith("Bytes") ? format.bytes(value) : format.number(value)}</dd>
                    </div>
                  ))}
                </dl>
              </li>
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}
