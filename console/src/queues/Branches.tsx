import { Segmented } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "../ui/figures";
import { barOf, CORES, longest, resources, shareOf, whole, type Organisation, type Project, type Share } from "./shares";
import "./queues.css";

interface Props {
  organisations: Organisation[];
  /** Leads from an organisation's name to its page. */
  name?: (organisation: Organisation) => ReactNode;
  /** What may be done about a queue. */
  action?: (organisation: Organisation, project?: Project) => ReactNode;
}

/** Queues with what each uses, is guaranteed, deserves and has borrowed of one resource. */
export function Branches({ organisations, name, action }: Props) {
  const { t } = useTranslation("queues");
  const choices = resources(organisations);
  const [chosen, setChosen] = useState<string>();
  const resource = chosen !== undefined && choices.includes(chosen) ? chosen : choices[0];
  if (resource === undefined) return <p className="muted">{t("tree.none")}</p>;
  const shares = organisations.flatMap((each) => shareOf(each, resource) ?? []);
  return (
    <>
      <div className="queues-head">
        {choices.length > 1 && <Segmented aria-label={t("tree.resource")} options={choices.map((value) => ({ value, label: value === CORES ? t("tree.cores") : value }))} value={resource} onChange={setChosen} />}
        <Legend />
      </div>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t("tree.title")}>
        <table className="plain queues-table">
          <thead>
            <tr>
              <th scope="col">{t("tree.queue")}</th>
              <th scope="col" className="wide">{t("tree.bar")}</th>
              <th scope="col" className="right">{t("tree.used")}</th>
              <th scope="col" className="right">{t("tree.guaranteed")}</th>
              <th scope="col" className="right">{t("tree.deserved")}</th>
              <th scope="col" className="right">{t("tree.borrowed")}</th>
              <th scope="col" className="right">{t("tree.waiting")}</th>
              <th scope="col" className="right wide">{t("tree.limit")}</th>
              <th scope="col" className="right wide">{t("tree.weight")}</th>
              {action && (
                <th scope="col">
                  <span className="sr-only">{t("tree.actions")}</span>
                </th>
              )}
            </tr>
          </thead>
          {organisations.map((each) => (
            <tbody key={each.id}>
              <Row queue={each} share={shareOf(each, resource)} length={longest(shares)} name={name?.(each) ?? each.name} action={action?.(each)} />
              {each.projects.map((project) => (
                <Row key={project.id} below queue={project} share={shareOf(project, resource)} length={longest(shares)} name={project.name} action={action?.(each, project)} />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </>
  );
}

function Row({ queue, share, length, name, action, below = false }: { queue: Organisation | Project; share?: Share; length: number; name: ReactNode; action?: ReactNode; below?: boolean }) {
  const format = useFormat();
  const figure = (thousandths?: number) => (thousandths === undefined ? "–" : format.number(whole(thousandths), 1));
  return (
    <tr className={below ? "queues-below" : undefined}>
      <th scope="row">{name}</th>
      <td className="wide">{share && <ShareBar share={share} length={length} />}</td>
      <td className="right">{figure(share?.used)}</td>
      <td className="right">{figure(share?.guaranteed)}</td>
      <td className="right">{figure(share?.deserved)}</td>
      <td className="right">{figure(share?.borrowed)}</td>
      <td className="right">{figure(share?.waiting)}</td>
      <td className="right wide">{figure(share?.limit)}</td>
      <td className="right wide">{format.number(queue.rights.weight, 2)}</td>
      {action !== undefined && <td className="right">{action}</td>}
    </tr>
  );
}

function ShareBar({ share, length }: { share: Share; length: number }) {
  const { t } = useTranslation("queues");
  const format = useFormat();
  const bar = barOf(share, length);
  const figures = Object.fromEntries((["used", "guaranteed", "deserved", "borrowed"] as const).map((key) => [key, format.number(whole(share[key]), 1)]));
  return (
    <div className="share" role="img" aria-label={t("tree.barText", figures)}>
      <span className="share-own" style={{ width: `${bar.own}%` }} />
      <span className="share-borrowed" style={{ left: `${bar.own}%`, width: `${bar.borrowed}%` }} />
      {bar.guaranteed !== undefined && <span className="share-guaranteed" style={{ left: `${bar.guaranteed}%` }} />}
      {bar.deserved !== undefined && <span className="share-deserved" style={{ left: `${bar.deserved}%` }} />}
    </div>
  );
}

function Legend() {
  const { t } = useTranslation("queues");
  return (
    <ul className="queues-legend" aria-label={t("tree.legend")}>
      {(["own", "borrowed", "guaranteed", "deserved"] as const).map((each) => (
        <li key={each}>
          <span className="share share-sample" aria-hidden="true">
            <span className={`share-${each}`} />
          </span>
          {t(`tree.mark.${each}`)}
        </li>
      ))}
    </ul>
  );
}
