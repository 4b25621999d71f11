import { useTranslation } from "react-i18next";

/** What a state means to a person: never more kinds than these. */
export type Tone = "good" | "active" | "waiting" | "bad" | "warn" | "off";

const TONES: Record<string, Tone> = {
  QUEUED: "waiting",
  STARTING: "active",
  RUNNING: "active",
  STOPPING: "warn",
  SUCCEEDED: "good",
  FAILED: "bad",
  CANCELLED: "off",
  READY: "good",
  STOPPED: "off",
  UP: "good",
  DRAINED: "warn",
  DRAINING: "warn",
  LOST: "bad",
  DOWN: "bad",
  APPLIED: "waiting",
  APPROVED: "good",
  REJECTED: "bad",
  SUSPENDED: "warn",
  ready: "good",
  draining: "warn",
  fenced: "warn",
  down: "bad",
  ok: "good",
  warning: "warn",
  failing: "bad",
  faulty: "bad",
  watched: "warn",
  held: "warn",
  ended: "off",
  answers: "good",
  away: "bad",
};

// colour is never alone: each tone has a shape of its own
const SHAPES: Record<Tone, string> = { good: "●", active: "◐", waiting: "○", bad: "◆", warn: "▲", off: "–" };

export const toneOf = (state: string): Tone => TONES[state] ?? "off";

/** A state as colour, shape and word. `word` replaces the state's own. */
export function Status({ state, tone, word }: { state: string; tone?: Tone; word?: string }) {
  const { t } = useTranslation("common");
  const shown = tone ?? toneOf(state);
  return (
    <span className={`status status-${shown}`} data-state={state}>
      <span aria-hidden="true" className="status-shape">
        {SHAPES[shown]}
      </span>
      {word ?? t(`state.${state}`)}
    </span>
  );
}
