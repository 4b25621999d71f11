import { Spin } from "antd";
import { useTranslation } from "react-i18next";
import { query, type Schemas } from "../api/client";
import { cardName } from "../flavours/shape";
import { Chart } from "../ui/chart/Chart";
import { When } from "../ui/figures";
import { LinkButton } from "../ui/LinkButton";
import { Refusal } from "../ui/Refusal";
import { Flavours } from "./Flavours";
import { Loads } from "./Loads";
import { OpenFrame } from "./OpenFrame";
import { Tariff } from "./Tariff";
import { weekOf } from "./week";

const OFFERS = ["train", "notebook", "serve", "pay"] as const;
const MINUTE = 60_000;

/** How the centre does, for everybody: like a grid operator's page. */
export function PublicPage() {
  const { t, i18n } = useTranslation("open");
  // nothing is told to strangers as it happens
  const status = query.useQuery("get", "/v1/public/status", {}, { refetchInterval: MINUTE });
  const name = status.data?.name[i18n.language === "en" ? "en" : "zh"] ?? "Penstock";
  return (
    <OpenFrame title={t("public.title")}>
      <Refusal error={status.error} retry={() => void status.refetch()} />
      {!status.data && <h1 className={status.error ? undefined : "sr-only"}>{t("public.heading", { name })}</h1>}
      {status.isPending && !status.error && <Spin fullscreen />}
      {status.data && <Centre name={name} status={status.data} />}
    </OpenFrame>
  );
}

function Centre({ name, status }: { name: string; status: Schemas["PublicStatus"] }) {
  const { t } = useTranslation("open");
  return (
    <div className="centre">
      <header className="centre-head">
        <div>
          <h1>{t("public.heading", { name })}</h1>
          <p>{t("public.lead")}</p>
        </div>
        <div className="centre-actions">
          <LinkButton type="primary" to="/apply">
            {t("public.apply")}
          </LinkButton>
          <LinkButton to="/sign-in">{t("public.signIn")}</LinkButton>
        </div>
      </header>
      <section>
        <h2>
          {t("public.load")}
          <span>
            <When at={status.at} absolute />
          </span>
        </h2>
        <Loads load={status.load} />
        <div className="centre-panel">
          <Chart kind="area" x="time" unit="%" height={200} max={100} title={t("public.week")} series={weekOf(status.week, { cores: t("public.cores"), memory: t("public.memory"), cards: (model) => t("public.cards", { model: cardName(model) }) })} empty={t("public.weekEmpty")} />
        </div>
      </section>
      <section>
        <h2>
          {t("public.flavours")}
        </h2>
        <Flavours flavours={status.flavours} />
      </section>
      <div className="centre-pair">
        <section>
          <h2>{t("public.tariff")}</h2>
          <Tariff tariff={status.tariff} />
        </section>
        <Joining join={status.join} />
      </div>
      <section>
        <h2>{t("public.offers")}</h2>
        <div className="centre-offers">
          {OFFERS.map((offer) => (
            <div key={offer}>
              <h3>{t(`public.offer.${offer}.title`)}</h3>
              <p>{t(`public.offer.${offer}.text`)}</p>
            </div>
          ))}
        </div>
      </section>
    </div>
  );
}

function Joining({ join }: { join: Schemas["Joining"] }) {
  const { t } = useTranslation("open");
  return (
    <section>
      <h2>{t("public.join")}</h2>
      <p className="open-lead">{join.text}</p>
      <ol className="open-next centre-join">
        {(["apply", "topUp", "run"] as const).map((step) => (
          <li key={step}>
            <div>
              {t(`public.joinStep.${step}`)}
              <span>{t(`public.joinStep.${step}Text`)}</span>
            </div>
          </li>
        ))}
      </ol>
      <div className="centre-actions">
        <LinkButton type="primary" to="/apply">
            {t("public.apply")}
          </LinkButton>
      </div>
      {join.contact && <p className="centre-note">{t("public.contact", { contact: join.contact })}</p>}
    </section>
  );
}
