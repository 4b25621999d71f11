import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { can, useMe } from "../api/session";
import { Duration, Money, useFormat } from "../ui/figures";
import { Status } from "../ui/Status";

interface Props {
  quote?: Schemas["Quote"];
  error: unknown;
  /** Whether the quote is of an earlier state of the form. */
  stale: boolean;
  wrongYaml: boolean;
  submitting: boolean;
  submit: () => void;
}

/** What it costs, whether that is there, when it would start, and the button. */
export function QuoteBar({ quote, error, stale, wrongYaml, submitting, submit }: Props) {
  const { t } = useTranslation("jobs");
  const mayNot = !can(useMe(), "SUBMIT");
  const problem = error ? asProblem(error) : undefined;
  return (
    <div className="quote" role="region" aria-label={t("quote.title")} data-stale={stale}>
      <div className="quote-figures" aria-live="polite">
        {wrongYaml ? (
          <Status state="wrong" tone="bad" word={t("quote.wrongYaml")} />
        ) : problem ? (
          <span className="quote-refused">
            <Status state="refused" tone="bad" word={t("quote.refused")} /> {problem.detail || problem.title}
          </span>
        ) : (
          quote && <QuoteFigures quote={quote} />
        )}
      </div>
      <Button type="primary" size="large" loading={submitting} disabled={mayNot || wrongYaml} title={mayNot ? t("quote.mayNot") : undefined} onClick={submit}>
        {t("quote.submit")}
      </Button>
    </div>
  );
}

function QuoteFigures({ quote }: { quote: Schemas["Quote"] }) {
  const { t } = useTranslation("jobs");
  return (
    <dl className="quote-list">
      <div>
        <dt>{t("quote.perHour")}</dt>
        <dd><Money yuan={quote.perHourYuan} /></dd>
      </div>
      <div>
        <dt>{t("quote.dearest")}</dt>
        <dd>
          <Money yuan={quote.dearestYuan} />
          {quote.wallTimeSeconds !== undefined && <span className="muted"> / <Duration seconds={quote.wallTimeSeconds} /></span>}
        </dd>
      </div>
      <div>
        <dt>{t("quote.balance")}</dt>
        <dd>
          <Money yuan={quote.balanceYuan} />{" "}
          <Status state={quote.affordable ? "enough" : "short"} tone={quote.affordable ? "good" : "bad"} word={quote.affordable ? t("quote.enough") : t("quote.short")} />
        </dd>
      </div>
      <div>
        <dt>{t("quote.start")}</dt>
        <dd><LikelyStart quote={quote} /></dd>
      </div>
    </dl>
  );
}

function LikelyStart({ quote }: { quote: Schemas["Quote"] }) {
  const { t } = useTranslation("jobs");
  const format = useFormat();
  if (quote.fitsNow) return <Status state="now" tone="good" word={t("quote.now")} />;
  const { at, why } = quote.likelyStart;
  return <Status state="later" tone="waiting" word={at ? t("quote.at", { time: format.exact(at), relative: format.relative(at) }) : why} />;
}
