import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { useAddress } from "../ui/address";
import { useFormat } from "../ui/figures";
import { Status } from "../ui/Status";

const STATES = ["QUEUED", "STARTING", "RUNNING", "STOPPING", "SUCCEEDED", "FAILED", "CANCELLED"] as const;

/** How many there are in each state; a chip narrows the list below to its own. */
export function StateChips({ counts }: { counts: Schemas["JobCounts"] | undefined }) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  const { get, set } = useAddress();
  const chosen = get("state");
  if (!counts) return <div className="chips" />;
  const { total, states } = counts;
  return (
    <div className="chips" role="group" aria-label={t("list.byState")}>
      <button type="button" className="chip" aria-pressed={!chosen} onClick={() => set({ state: null })}>
        {t("list.all")} <span className="figure">{format.number(total)}</span>
      </button>
      {STATES.filter((each) => states[each] || each === chosen).map((each) => (
        <button key={each} type="button" className="chip" aria-pressed={chosen === each} onClick={() => set({ state: chosen === each ? null : each })}>
          <Status state={each} /> <span className="figure">{format.number(states[each] ?? 0)}</span>
        </button>
      ))}
    </div>
  );
}
