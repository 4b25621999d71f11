import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { LinkButton } from "../ui/LinkButton";
import { When } from "../ui/figures";
import { Section } from "../ui/Page";

/** Who waits to be let in: the one decision that the centre owes others. */
export function Applications() {
  const { t } = useTranslation("operator");
  const waiting = query.useQuery("get", "/v1/operator/organisations", { params: { query: { state: "APPLIED", sort: "appliedAt", limit: 6 } } });
  const items = waiting.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Section title={t("applications.title")}>
      <ul className="applications">
        {items.map((it) => (
          <li key={it.id}>
            <span className="applications-name">
              {it.name}
              <span className="muted">
                {" · "}
                {t(`kind.${it.kind}`)} · {it.contactName} · <When at={it.appliedAt} />
              </span>
            </span>
            <LinkButton size="small" to={`/operator/tenants/${it.id}`}>
              {t("applications.decide")}
              <span className="sr-only">{it.name}</span>
            </LinkButton>
          </li>
        ))}
      </ul>
    </Section>
  );
}
