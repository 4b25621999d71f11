import { useTranslation } from "react-i18next";
import type { Schemas } from "../../api/client";
import { Duration, Money, When } from "../../ui/figures";
import { Section } from "../../ui/Page";
import { Status, type Tone } from "../../ui/Status";
import { useCause } from "./causes";
import type { Job } from "./JobPage";

type Attempt = Schemas["Attempt"];

/** Every try at running the job, the latest first. */
export function Attempts({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  return (
    <Section title={t("attempts.title")}>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t("attempts.title")}>
        <table className="plain job-table">
          <thead>
            <tr>
              <th scope="col">{t("attempts.number")}</th>
              <th scope="col">{t("field.state")}</th>
              <th scope="col">{t("attempts.nodes")}</th>
              <th scope="col">{t("attempts.started")}</th>
              <th scope="col" className="right">{t("field.runTime")}</th>
              <th scope="col" className="right">{t("attempts.exitCode")}</th>
              <th scope="col">{t("attempts.end")}</th>
              <th scope="col" className="right">{t("cost.held")}</th>
            </tr>
          </thead>
          <tbody>
            {[...job.attempts].reverse().map((attempt) => (
              <Row key={attempt.id} attempt={attempt} />
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

const TONES: Record<Attempt["state"], Tone> = { TO_START: "waiting", STARTING: "active", RUNNING: "active", ENDED: "off" };

function Row({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation("jobs");
  const { cause, blame, detail } = useCause();
  const tone = attempt.cause === "COMPLETED" ? "good" : attempt.cause && attempt.cause !== "CANCELLED" ? "bad" : TONES[attempt.state];
  return (
    <tr>
      <th scope="row">{attempt.number}</th>
      <td><Status state={attempt.state} tone={tone} word={t(`attempts.state.${attempt.state}`)} /></td>
      <td><Nodes attempt={attempt} /></td>
      <td><When at={attempt.startedAt} absolute /></td>
      <td className="right"><Duration from={attempt.startedAt} to={attempt.endedAt} /></td>
      <td className="right">{attempt.exitCode ?? "–"}</td>
      <td className="attempt-end">
        {attempt.cause && (
          <>
            <div>{cause(attempt.cause)}</div>
            {attempt.blame && <div className="muted">{blame(attempt.blame)}</div>}
            {attempt.fault ? <div className="muted">{attempt.fault.text}</div> : detail(attempt.detail) && <div className="muted">{attempt.detail}</div>}
          </>
        )}
        {attempt.checkpoint && <div className="muted">{t("attempts.checkpoint")} <When at={attempt.checkpoint} absolute /></div>}
      </td>
      <td className="right"><Money yuan={attempt.heldYuan} /></td>
    </tr>
  );
}

function Nodes({ attempt }: { attempt: Attempt }) {
  const { t } = useTranslation("jobs");
  return (
    <ul className="job-plain">
      {attempt.nodes.map((node, rank) => {
        const cards = attempt.cards[rank] ?? [];
        return (
          <li key={rank}>
            <span className="mono">{node}</span>
            {cards.length > 0 && <span className="muted"> {t("attempts.cards", { cards: cards.join(", ") })}</span>}
          </li>
        );
      })}
    </ul>
  );
}
