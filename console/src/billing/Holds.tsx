import { Spin } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query } from "../api/client";
import { EmptyState } from "../ui/EmptyState";
import { When } from "../ui/figures";
import { Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Exact } from "./Exact";
import { useSubjects } from "./names";
import { useMeterWords } from "./words";

const MOST = 500;

/** What is set aside now, and for what. */
export function Holds() {
  const { t } = useTranslation("billing");
  const subjects = useSubjects();
  const words = useMeterWords();
  const holds = query.useQuery("get", "/v1/holds", { params: { query: { limit: MOST } } });
  const balance = query.useQuery("get", "/v1/balance");
  if (holds.error) return <Refusal error={holds.error} retry={() => void holds.refetch()} />;
  if (!holds.data) return <Spin />;
  const { items } = holds.data;
  if (items.length === 0) return <EmptyState title={t("holds.none")} text={t("holds.how")} />;
  return (
    <Section title={t("holds.title", { count: items.length })}>
      <p className="muted bill-how">{t("holds.how")}</p>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t("tab.holds")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("holds.for")}</th>
              <th scope="col" className="wide">{t("holds.since")}</th>
              <th scope="col" className="right wide">{t("holds.amount")}</th>
              <th scope="col" className="right">{t("holds.captured")}</th>
              <th scope="col" className="right">{t("holds.left")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((hold) => {
              const subject = subjects(hold);
              return (
                <tr key={hold.resource}>
                  <th scope="row" className="bill-what"><Link to={subject.to}>{subject.name}</Link> <span className="muted">{words.kind(subject.kind)}</span></th>
                  <td className="wide"><When at={hold.createdAt} /></td>
                  <td className="right wide"><Exact yuan={hold.amountYuan} /></td>
                  <td className="right"><Exact yuan={hold.capturedYuan} /></td>
                  <td className="right"><Exact yuan={hold.leftYuan} /></td>
                </tr>
              );
            })}
          </tbody>
          {!holds.data.next && balance.data && (
            <tfoot>
              <tr>
                <th scope="row">{t("holds.sum")}</th>
                <td className="wide" />
                <td className="wide" />
                <td />
                <td className="right"><Exact yuan={balance.data.heldYuan} /></td>
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </Section>
  );
}
