import { useTranslation } from "react-i18next";
import { CopyButton } from "../ui/Copy";
import { useFormat } from "../ui/figures";
import { Refusal } from "../ui/Refusal";
import type { Answer } from "./acts";
import { largestOf, prettyText, sharesIn } from "./protocol";

interface Props {
  answer?: Answer;
  /** Whether the model tells digits apart, and whether they are drawn. */
  digits: boolean;
  draws: boolean;
  retry: () => void;
}

/** What the endpoint answered: in words where the answer is understood. */
export function AnswerPanel({ answer, digits, draws, retry }: Props) {
  const { t } = useTranslation("endpoints");
  const format = useFormat();
  const shares = digits && answer?.response && !answer.error ? sharesIn(answer.response) : undefined;
  return (
    <div className="play-answer">
      <div role="status">
        {shares && answer && (
          <span className="sr-only">{t("play.said", { digit: largestOf(shares), share: format.percent(shares[largestOf(shares)] ?? 0, 1), millis: format.number(answer.millis, 0) })}</span>
        )}
        {!answer && draws && <p className="play-blank muted">{t("play.blank")}</p>}
      </div>
      {answer?.error && <Refusal error={answer.error} retry={retry} />}
      {shares && <Shares shares={shares} />}
      {answer && (
        <p className="muted">
          {t("play.took")} <span className="figure">{t("play.millis", { millis: format.number(answer.millis, 0) })}</span>
          {answer.status > 0 && (
            <>
              {" · "}
              {t("play.status")} <span className="figure">{answer.status}</span>
            </>
          )}
        </p>
      )}
    </div>
  );
}

/** The digit that the model sees, and how sure it is of each. */
function Shares({ shares }: { shares: number[] }) {
  const { t } = useTranslation("endpoints");
  const format = useFormat();
  const best = largestOf(shares);
  return (
    <>
      <p className="play-seen" aria-hidden="true">
        <span className="muted">{t("play.sees")}</span>
        <span className="play-digit figure" data-testid="prediction">
          {best}
        </span>
        <span className="figure">{format.percent(shares[best] ?? 0, 1)}</span>
      </p>
      <ol className="play-shares" aria-label={t("play.shares")}>
        {shares.map((share, digit) => (
          <li key={digit} className={digit === best ? "play-best" : undefined}>
            <span className="sr-only">{t("play.share", { digit, share: format.percent(share, 1) })}</span>
            <span className="figure" aria-hidden="true">
              {digit}
            </span>
            <span className="play-bar" aria-hidden="true">
              <span style={{ width: `${share * 100}%` }} />
            </span>
            <span className="figure play-percent" aria-hidden="true">
              {format.percent(share, 1)}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Question and answer exactly as they went over the line, but for the lines they are broken into. */
export function Exchange({ answer }: { answer: Answer }) {
  const { t } = useTranslation("endpoints");
  return (
    <div className="play-exchange">
      <Text title={t("play.request")} text={answer.request} />
      {answer.response === undefined ? <p className="muted">{t("play.none")}</p> : <Text title={t("play.response")} text={prettyText(answer.response)} />}
    </div>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <div className="chart-head">
        <h3>{title}</h3>
        <CopyButton text={text} />
      </div>
      <pre className="play-text" tabIndex={0} role="region" aria-label={title}>
        {text}
      </pre>
    </div>
  );
}
