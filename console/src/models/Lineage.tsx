import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../api/client";
import { Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { heightOf, linesOf, middlesOf } from "./lineage";
import { useServing, useStages, type Node } from "./stages";

interface Props {
  model: Schemas["ModelView"];
  version: Schemas["ModelVersionView"];
  job?: Schemas["Job"];
}

const STRIP = 48;

/** Where a version comes from and where it goes: a picture whose nodes are links, and the same in a sentence. */
export function Lineage(props: Props) {
  const { t } = useTranslation("models");
  const { serving, error, isKnown } = useServing(props);
  const stages = useStages(props, serving);
  const height = heightOf(Math.max(...stages.map(({ nodes }) => nodes.length)));
  return (
    <Section title={t("lineage.title")}>
      <Refusal error={error} />
      <figure className="lineage">
        <ol className="lineage-stages" style={{ "--height": `${height}px` } as React.CSSProperties}>
          {stages.map((stage, index) => {
            const next = stages[index + 1];
            return (
              <Fragment key={stage.key}>
                <li className="lineage-stage" data-stage={stage.key}>
                  <h3>{stage.title}</h3>
                  <ul className="lineage-nodes">
                    {stage.nodes.map((node) => (
                      <li key={node.key}>
                        <NodeBox node={node} />
                      </li>
                    ))}
                  </ul>
                </li>
                {next && <Lines from={stage.nodes.length} to={next.nodes.length} height={height} isOpen={next.nodes.every(({ to }) => !to) || stage.nodes.every(({ to }) => !to)} />}
              </Fragment>
            );
          })}
        </ol>
        {isKnown && (
          <figcaption className="muted">
            <Sentence {...props} serving={serving} />
          </figcaption>
        )}
      </figure>
    </Section>
  );
}

function NodeBox({ node }: { node: Node }) {
  const body = (
    <>
      <span className="lineage-name">{node.title}</span>
      {node.note && <span className="lineage-note">{node.note}</span>}
    </>
  );
  if (!node.to) return <span className="lineage-node lineage-none">{body}</span>;
  return (
    <Link className={`lineage-node ${node.isHere ? "lineage-here" : ""}`} to={node.to} title={node.title} aria-current={node.isHere ? "true" : undefined}>
      {body}
    </Link>
  );
}

/** The strip between two stages; on a phone, where stages stand below each other, an arrow down. */
function Lines({ from, to, height, isOpen }: { from: number; to: number; height: number; isOpen: boolean }) {
  return (
    <li className="lineage-strip" role="presentation" aria-hidden="true">
      <svg className={isOpen ? "lineage-open" : ""} width={STRIP} height={height} viewBox={`0 0 ${STRIP} ${height}`}>
        {linesOf(from, to, height, STRIP - 5).map((path) => (
          <path key={path} d={path} />
        ))}
        {middlesOf(to, height).map((y) => (
          <polygon key={y} points={`${STRIP - 7},${y - 4} ${STRIP},${y} ${STRIP - 7},${y + 4}`} />
        ))}
      </svg>
    </li>
  );
}

/** The picture in words. */
function Sentence({ version, job, serving }: Props & { serving: Schemas["EndpointView"][] }) {
  const { t } = useTranslation("models");
  const list = (names: string[]) => names.join(t("lineage.comma"));
  const name = `${version.name}@${version.version}`;
  const from = [...version.datasets.map((each) => `${each.name}@${each.version}`), ...(job?.spec.inputs ?? []).flatMap(({ model }) => (model ? [model] : []))];
  const made = job?.name ?? version.job.slice(0, 8);
  return t("lineage.sentence", {
    made: from.length > 0 ? t("lineage.madeFrom", { name, job: made, inputs: list(from) }) : t("lineage.madeBy", { name, job: made }),
    used: serving.length > 0 ? t("lineage.servedBy", { endpoints: list(serving.map((each) => each.name)) }) : t("lineage.servedByNone"),
  });
}
