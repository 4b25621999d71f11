import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Branches } from "./Branches";

/** One organisation's queue with those of its projects. */
export function OwnBranch({ id }: { id: string }) {
  const { t } = useTranslation("queues");
  const tree = query.useQuery("get", "/v1/queues");
  const own = tree.data?.organisations.filter((each) => each.id === id);
  return (
    <Section title={t("own.title")}>
      <Refusal error={tree.error} retry={() => void tree.refetch()} />
      {own && (own.length > 0 ? <Branches organisations={own} /> : <p className="muted">{t("own.none")}</p>)}
      <p className="muted queues-note">{t("tree.note")}</p>
    </Section>
  );
}
