import { useTranslation } from "react-i18next";
import { choose, type Heldout } from "./digits";

const SIDE = 8;
const SHOWN = 24;

/** Some of the digits with what the model sees in them: those that it got wrong first. */
export function Digits({ heldout, answers }: { heldout: Heldout; answers: number[] }) {
  const { t } = useTranslation("samples");
  return (
    <ul className="try-digits" aria-label={t("ask.pictures")}>
      {choose(heldout.labels, answers, SHOWN).map((index) => {
        const label = heldout.labels[index] as number;
        const answer = answers[index] as number;
        const wrong = label !== answer;
        const words = t(wrong ? "ask.wrong" : "ask.seen", { label, answer });
        return (
          <li key={index} className={wrong ? "try-wrong" : undefined} title={words}>
            <Picture pixels={heldout.pictures[index] as number[]} />
            <span aria-hidden="true" className="figure">
              {wrong ? `${answer} ≠ ${label}` : answer}
            </span>
            <span className="sr-only">{words}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Picture({ pixels }: { pixels: number[] }) {
  return (
    <svg viewBox={`0 0 ${SIDE} ${SIDE}`} aria-hidden="true" shapeRendering="crispEdges">
      {pixels.map((ink, index) => ink > 0 && <rect key={index} x={index % SIDE} y={Math.floor(index / SIDE)} width="1" height="1" fill="currentColor" opacity={ink} />)}
    </svg>
  );
}
