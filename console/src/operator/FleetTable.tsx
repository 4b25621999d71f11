import { useTranslation } from "react-i18next";
import { useFormat, When } from "../ui/figures";
import { Status } from "../ui/Status";
import { nodeState, type Node } from "./floor";
import { NodeActions } from "./NodeActions";

/** The same as the plan, in rows. */
export function FleetTable({ nodes, changed }: { nodes: Node[]; changed: () => void }) {
  const { t } = useTranslation("operator");
  const format = useFormat();
  const part = (used: number, total: number, digits = 1) => `${format.number(used, digits)} / ${format.number(total, digits)}`;
  return (
    <div className="section scroll-x" tabIndex={0} role="region" aria-label={t("fleet.title")}>
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">{t("fleet.node")}</th>
            <th scope="col">{t("fleet.state")}</th>
            <th scope="col" className="right">{t("fleet.coresHead")}</th>
            <th scope="col" className="right">GiB</th>
            <th scope="col" className="right">{t("fleet.cardsHead")}</th>
            <th scope="col" className="right">{t("fleet.work")}</th>
            <th scope="col">{t("fleet.seen")}</th>
            <th scope="col">{t("fleet.note")}</th>
            <th scope="col">
              <span className="sr-only">{t("fleet.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.name}>
              <th scope="row">{node.name}</th>
              <td>
                <Status state={nodeState(node)} />
              </td>
              <td className="right">{part(node.milliCoresUsed / 1000, node.milliCoresTotal / 1000)}</td>
              <td className="right">{part(node.memoryMiBUsed / 1024, node.memoryMiBTotal / 1024)}</td>
              <td className="right">{node.cards.length === 0 ? "–" : part(node.cards.filter((card) => card.jobId).length, node.cards.length, 0)}</td>
              <td className="right">{node.attempts.length}</td>
              <td>
                <When at={node.lastSeen} />
              </td>
              <td>{node.reason}</td>
              <td className="right">
                <NodeActions node={node} changed={changed} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
