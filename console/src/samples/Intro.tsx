import { useQuery } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { asProblem } from "../api/problem";
import { can, type Me } from "../api/session";
import { Money, useFormat } from "../ui/figures";
import { Facts, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { quoteSample } from "./acts";
import { costsOf, shortOf } from "./costs";
import { STEPS } from "./trail";

/** What will happen, what it costs, and the button. */
export function Intro({ me, project, resumable, start, again }: { me: Me; project: string | undefined; resumable: boolean; start: () => void; again: () => void }) {
  const { t } = useTranslation("samples");
  const format = useFormat();
  const allowed = can(me, "SUBMIT");
  const asked = useQuery({ queryKey: ["sample", "quote", project], queryFn: ({ signal }) => quoteSample(project, signal), enabled: allowed, staleTime: 0 });
  const quote = asked.data;
  const costs = quote && costsOf(quote);
  const short = quote && costs && shortOf(quote.balanceYuan, costs.setAsideYuan);
  return (
    <div className="wide-left">
      <Section title={t("intro.title")}>
        <p>{t("intro.text")}</p>
        <ol className="try-plan">
          {STEPS.map((step) => (
            <li key={step}>
              <strong>{t(`step.${step}.title`)}</strong>
              <span className="muted">{t(`step.${step}.plan`)}</span>
            </li>
          ))}
        </ol>
        {!allowed && <Alert type="info" showIcon title={t("intro.notAllowed")} description={t("intro.notAllowedHint")} />}
        {short && <Alert type="warning" showIcon title={t("money.short", { needed: format.money(costs.setAsideYuan), have: format.money(quote.balanceYuan) })} description={<TopUpHint yuan={short} />} />}
        {/* a quote that fails must not keep anybody from trying */}
        {asked.error && asProblem(asked.error).status !== 0 && <Refusal error={asked.error} retry={() => void asked.refetch()} />}
        <div className="try-start">
          <Button type="primary" size="large" disabled={!allowed || quote?.affordable === false} onClick={start}>
            {t(resumable ? "intro.resume" : "intro.start")}
          </Button>
          {resumable && <Button onClick={again}>{t("intro.again")}</Button>}
          <span className="muted">{t(resumable ? "intro.resumeNote" : "intro.startNote")}</span>
        </div>
      </Section>
      <Section title={t("money.title")}>
        <Facts
          items={[
            [t("money.real"), t("money.realValue")],
            [t("money.training"), quote && <Money yuan={quote.dearestYuan} />],
            [t("money.serving"), costs && <Money yuan={costs.servingYuan} />],
            [t("money.balance"), quote && <Money yuan={quote.balanceYuan} />],
          ]}
        />
        <p className="try-note">{t("money.note")}</p>
      </Section>
    </div>
  );
}

/** How somebody without enough money comes to some. */
export function TopUpHint({ yuan }: { yuan: string }) {
  const { t } = useTranslation("samples");
  const format = useFormat();
  const status = query.useQuery("get", "/v1/public/status", {});
  const contact = status.data?.join.contact;
  return (
    <>
      {t("money.topUp", { yuan: format.money(yuan) })} {contact && t("money.contact", { contact })}
    </>
  );
}
