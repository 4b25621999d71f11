import { Spin } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { Duration, Money, useFormat } from "../ui/figures";
import { LinkButton } from "../ui/LinkButton";
import { Page, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Status } from "../ui/Status";
import { bySize, cardName, useShape, type Flavour } from "./shape";
import "./flavours.css";

/** What the centre offers: machines by the hour, and what is installed on them. */
export function FlavoursPage() {
  const { t } = useTranslation("flavours");
  const flavours = query.useQuery("get", "/v1/flavours");
  // the centre may keep its public page closed: then nobody says what is free
  const status = query.useQuery("get", "/v1/public/status", {}, { refetchInterval: 30_000, retry: false });
  const free = new Map(status.data?.flavours.map((each) => [each.name, each]));
  const all = [...(flavours.data?.items ?? [])].sort(bySize);
  const families = [...new Set(all.map((each) => (Number(each.cards) > 0 ? (each.cardModel ?? "") : "")))];
  return (
    <Page title={t("title")} command="penstock job quote job.yaml">
      <p className="muted">{t("intro")}</p>
      <Refusal error={flavours.error} retry={() => void flavours.refetch()} />
      {flavours.isPending && <Spin />}
      {families.map((family) => (
        <Section key={family} title={family ? cardName(family) : t("plain")}>
          <FlavourTable label={family ? cardName(family) : t("plain")} flavours={all.filter((each) => (Number(each.cards) > 0 ? each.cardModel : "") === family)} free={free} />
        </Section>
      ))}
      <Runtimes />
    </Page>
  );
}

function FlavourTable({ label, flavours, free }: { label: string; flavours: Flavour[]; free: Map<string, Schemas["PublicFlavour"]> }) {
  const { t } = useTranslation("flavours");
  const submits = can(useMe(), "SUBMIT");
  const shape = useShape();
  const format = useFormat();
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={label}>
      <table className="plain flavours">
        <thead>
          <tr>
            <th scope="col">{t("name")}</th>
            <th scope="col" className="right flavours-cards">{t("cards")}</th>
            <th scope="col" className="right flavours-wide">{t("coreCount")}</th>
            <th scope="col" className="right flavours-wide">{t("memory")}</th>
            <th scope="col" className="right">{t("price")}</th>
            {free.size > 0 && <th scope="col">{t("free")}</th>}
            {submits && <th scope="col"><span className="sr-only">{t("use")}</span></th>}
          </tr>
        </thead>
        <tbody>
          {flavours.map((flavour) => (
            <tr key={flavour.name}>
              <th scope="row">
                {submits && free.get(flavour.name)?.total !== 0 ? (
                  <Link className="mono" to={`/jobs/new?flavour=${encodeURIComponent(flavour.name)}`}>{flavour.name}</Link>
                ) : (
                  <span className="mono">{flavour.name}</span>
                )}
                <span className="flavours-narrow muted">{shape(flavour)}</span>
              </th>
              <td className="right flavours-cards">{Number(flavour.cards) > 0 ? flavour.cards : "–"}</td>
              <td className="right flavours-wide">{flavour.cores}</td>
              <td className="right flavours-wide">{format.number(Number(flavour.memoryGib))} GiB</td>
              <td className="right"><Money yuan={flavour.perHourYuan} /></td>
              {free.size > 0 && <td><Free flavour={free.get(flavour.name)} /></td>}
              {submits && (
                <td className="right">
                  {free.get(flavour.name)?.total !== 0 && <LinkButton size="small" to={`/jobs/new?flavour=${encodeURIComponent(flavour.name)}`}>{t("use")}<span className="sr-only"> {flavour.name}</span></LinkButton>}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Free({ flavour }: { flavour: Schemas["PublicFlavour"] | undefined }) {
  const { t } = useTranslation("flavours");
  if (!flavour) return <span className="muted">–</span>;
  if (flavour.total === 0) return <Status state="none" tone="off" word={t("never")} />;
  const full = flavour.available === "0";
  return (
    <span className="flavours-free">
      <Status state={full ? "full" : "free"} tone={full ? "waiting" : "good"} word={full ? t("full") : t("freeNow", { range: flavour.available.replace("-", "–") })} />
      {flavour.waitP50Seconds !== undefined && (
        <span className="muted">
          {t("usualWait")} <Duration seconds={flavour.waitP50Seconds} />
        </span>
      )}
    </span>
  );
}

function Runtimes() {
  const { t } = useTranslation("flavours");
  const runtimes = query.useQuery("get", "/v1/runtimes");
  return (
    <Section title={t("runtimes")}>
      <Refusal error={runtimes.error} retry={() => void runtimes.refetch()} />
      <ul className="runtimes" aria-label={t("runtimes")}>
        {runtimes.data?.items.map((each) => (
          <li key={`${each.name}@${each.version}`}>
            <span className="mono">{each.name}@{each.version}</span>
            <span className="muted">{each.description}</span>
            {each.engines.length === 0 && <Status state="none" tone="off" word={t("noEngine")} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
