import { memo, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Duration, useFormat } from "../ui/figures";
import { Status } from "../ui/Status";
import { cellsOf, groupsOf, hueOf, isPlaced, nodeState, type Cell, type CellState, type Node } from "./floor";
import { NodeActions } from "./NodeActions";

const STATES: CellState[] = ["free", "used", "faulty", "drained", "lost"];

// a letter in each cell, so that its state does not hang on its colour
const MARKS: Record<CellState, string> = { free: "", used: "", faulty: "!", drained: "–", lost: "×" };

export function Legend() {
  const { t } = useTranslation("operator");
  return (
    <ul className="legend" aria-label={t("fleet.legend")}>
      {STATES.map((state) => (
        <li key={state}>
          <span className={`cell cell-${state}`} aria-hidden="true">
            {MARKS[state]}
          </span>
          {t(`cell.${state}`)}
        </li>
      ))}
    </ul>
  );
}

/** The centre from above. Pointing at a cell shows its job, and with it the whole gang. */
export function FloorPlan({ nodes, changed }: { nodes: Node[]; changed: () => void }) {
  const plan = useRef<HTMLDivElement>(null);
  const [cell, setCell] = useState<{ node: Node; cell: Cell }>();
  const byKey = useMemo(() => new Map(nodes.flatMap((node) => cellsOf(node).map((each) => [each.key, { node, cell: each }]))), [nodes]);

  const point = (target: EventTarget) => {
    const element = (target as HTMLElement).closest<HTMLElement>("[data-cell]");
    const found = element?.dataset.cell ? byKey.get(element.dataset.cell) : undefined;
    setCell(found);
    // marked in the document itself: drawing thousands of cells anew for each move of a mouse would not do
    plan.current?.querySelectorAll(".cell-gang").forEach((each) => each.classList.remove("cell-gang"));
    const job = found?.cell.attempt?.jobId;
    if (job) plan.current?.querySelectorAll(`[data-job="${CSS.escape(job)}"]`).forEach((each) => each.classList.add("cell-gang"));
  };

  return (
    <div className="floor">
      <div ref={plan} className="floor-hall" onMouseOver={(event) => point(event.target)} onFocus={(event) => point(event.target)}>
        <Nodes nodes={nodes} changed={changed} />
      </div>
      <Pointed at={cell} />
    </div>
  );
}

/** The nodes by super-node and switch, where anybody said so; else side by side. */
function Nodes({ nodes, changed }: { nodes: Node[]; changed: () => void }) {
  const { t } = useTranslation("operator");
  if (!isPlaced(nodes)) return <Boxes nodes={nodes} heading="h2" changed={changed} />;
  return groupsOf(nodes).map((group) => (
    <section key={group.superNode ?? ""} className="super-node">
      <h2>{group.superNode === undefined ? t("fleet.noSuperNode") : t("fleet.superNode", { name: group.superNode })}</h2>
      {group.switches.map((each) => (
        <section key={each.network ?? ""} className="at-switch">
          <h3 className="muted">{each.network === undefined ? t("fleet.noSwitch") : t("fleet.switch", { name: each.network })}</h3>
          <Boxes nodes={each.nodes} heading="h4" changed={changed} />
        </section>
      ))}
    </section>
  ));
}

function Boxes({ nodes, heading, changed }: { nodes: Node[]; heading: "h2" | "h4"; changed: () => void }) {
  return (
    <div className="floor-nodes">
      {nodes.map((node) => (
        <NodeBox key={node.name} node={node} heading={heading} changed={changed} />
      ))}
    </div>
  );
}

const NodeBox = memo(function NodeBox({ node, heading: Heading, changed }: { node: Node; heading: "h2" | "h4"; changed: () => void }) {
  const { t } = useTranslation("operator");
  const format = useFormat();
  const state = nodeState(node);
  const memory = `${format.number(node.memoryMiBUsed / 1024, 1)} / ${format.number(node.memoryMiBTotal / 1024, 1)} GiB`;
  const cores = `${format.number(node.milliCoresUsed / 1000, 1)} / ${format.number(node.milliCoresTotal / 1000, 1)}`;
  return (
    <section className={`node node-${state}`} aria-label={node.name}>
      <header className="node-head">
        <Heading>{node.name}</Heading>
        <Status state={state} />
        <NodeActions node={node} changed={changed} />
      </header>
      <div className="cells">
        {cellsOf(node).map((cell) => (
          <CellBox key={cell.key} cell={cell} />
        ))}
      </div>
      <div className="muted node-figures figure">
        {t("fleet.cores", { cores })} · {memory}
      </div>
      {node.reason && (
        <div className="node-reason">
          {node.reason}
          {node.drainedBy && <span className="muted"> · {node.drainedBy}</span>}
        </div>
      )}
    </section>
  );
});

function CellBox({ cell }: { cell: Cell }) {
  const { t } = useTranslation("operator");
  const what = cell.attempt ? cell.attempt.jobName : t(`cell.${cell.state}`);
  return (
    <span
      className={`cell cell-${cell.state}`}
      role="img"
      tabIndex={0}
      data-cell={cell.key}
      data-job={cell.attempt?.jobId}
      aria-label={t(`fleet.${cell.kind}`, { index: cell.index, what })}
      style={cell.attempt ? ({ "--hue": hueOf(cell.attempt.jobId) } as React.CSSProperties) : undefined}
    >
      {MARKS[cell.state]}
    </span>
  );
}

/** What is pointed at, in words, beside the plan. */
function Pointed({ at }: { at?: { node: Node; cell: Cell } }) {
  const { t } = useTranslation("operator");
  if (!at) return <aside className="floor-side muted">{t("fleet.point")}</aside>;
  const { node, cell } = at;
  return (
    <aside className="floor-side" aria-live="polite">
      <h2>
        {node.name} · {t(`fleet.${cell.kind}Name`, { index: cell.index })}
      </h2>
      <dl className="facts">
        <Fact label={t("fleet.state")} value={t(`cell.${cell.state}`)} />
        {[cell.attempt, ...(cell.beside ?? [])].map((attempt) => attempt && <Runs key={attempt.attemptId} attempt={attempt} />)}
        {cell.temperatureC !== undefined && <Fact label={t("fleet.temperature")} value={`${cell.temperatureC} °C`} />}
        {cell.powerWatts !== undefined && <Fact label={t("fleet.power")} value={`${cell.powerWatts} W`} />}
        {cell.detail && <Fact label={t("fleet.detail")} value={cell.detail} />}
      </dl>
    </aside>
  );
}

/** What runs there; of a card that is shared, with its part of it. */
function Runs({ attempt }: { attempt: NonNullable<Cell["attempt"]> }) {
  const { t } = useTranslation("operator");
  const format = useFormat();
  const part = attempt.cardMilli > 0 && attempt.cardMilli < 1000;
  return (
    <>
      <Fact label={t("fleet.job")} value={<Link to={`/operator/jobs?q=${attempt.jobId}`}>{attempt.jobName}</Link>} />
      {part && <Fact label={t("fleet.part")} value={format.number(attempt.cardMilli / 1000, 3)} />}
      <Fact label={t("fleet.tenant")} value={<Link to={`/operator/tenants/${attempt.organisationId}`}>{attempt.organisation}</Link>} />
      {attempt.startedAt && <Fact label={t("fleet.runs")} value={<Duration from={attempt.startedAt} />} />}
    </>
  );
}

function Fact({ label, value }: { label: string; value: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
