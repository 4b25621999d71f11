import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { When } from "../ui/figures";
import { Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Status } from "../ui/Status";

const LATELY_MS = 15_000;

/** The engines, and whether they answer. */
export function EngineTable() {
  const { t } = useTranslation("operator");
  // that an engine answers is not published: it is asked now and then
  const engines = query.useQuery("get", "/v1/engines", {}, { refetchInterval: LATELY_MS });
  return (
    <Section title={t("engines.title")}>
      <Refusal error={engines.error} retry={() => void engines.refetch()} />
      {engines.data && (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={t("engines.title")}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t("engines.name")}</th>
                <th scope="col">{t("engines.kind")}</th>
                <th scope="col">{t("engines.state")}</th>
                <th scope="col">{t("engines.since")}</th>
                <th scope="col">{t("engines.lastAnswer")}</th>
                <th scope="col" className="right">{t("engines.nodes")}</th>
                <th scope="col" className="right">{t("engines.running")}</th>
                <th scope="col">{t("engines.error")}</th>
              </tr>
            </thead>
            <tbody>
              {engines.data.items.map((it) => (
                <tr key={it.name}>
                  <th scope="row">{it.name}</th>
                  <td>{it.kind}</td>
                  <td><Status state={it.reachable ? "answers" : "away"} /></td>
                  <td><When at={it.since} /></td>
                  <td><When at={it.lastAnswer} /></td>
                  <td className="right">{it.nodes}</td>
                  <td className="right">{it.runningAttempts}</td>
                  <td>{it.error ?? "–"}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
