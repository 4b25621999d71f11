import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query, type Schemas } from "../../api/client";
import { useAddress } from "../../ui/address";
import { EmptyState } from "../../ui/EmptyState";
import { Money, When } from "../../ui/figures";
import { Section } from "../../ui/Page";
import { Refusal } from "../../ui/Refusal";
import { Status } from "../../ui/Status";
import { ServerTable, type Column } from "../../ui/table/ServerTable";
import { Why } from "../cells";
import { RunTime } from "../RunTime";
import { StateChips } from "../StateChips";

type Job = Schemas["Job"];

const HEIGHT = 440;

/** An array's tasks that have had a place, and how all of them do. */
export function Tasks({ array }: { array: Job }) {
  const { t } = useTranslation("jobs");
  const path = useMemo(() => ({ id: array.id }), [array.id]);
  const counts = query.useQuery("get", "/v1/jobs/{id}/tasks", { params: { path, query: { limit: 1 } } });
  const { get } = useAddress();
  const state = get("state");
  const asked = useMemo(() => ({ state }), [state]);
  const columns = useMemo(
    (): Column<Job>[] => [
      { key: "index", title: t("tasks.number"), sort: "index", render: (task) => t("page.task", { index: task.arrayIndex }), width: 130 },
      { key: "state", title: t("field.state"), render: (task) => <Status state={task.state} />, width: 110 },
      { key: "why", title: t("field.why"), render: (task) => <Why job={task} />, width: "minmax(140px, 2fr)", wide: true },
      { key: "node", title: t("tasks.node"), render: (task) => <span className="mono">{task.placedOn.join(", ") || "–"}</span>, width: "minmax(110px, 1fr)", wide: true },
      { key: "ended", title: t("tasks.ended"), render: (task) => <When at={task.endedAt} />, width: 110, wide: true },
      { key: "time", title: t("field.runTime"), align: "right", render: (task) => <RunTime job={task} />, width: 110, wide: true },
      { key: "cost", title: t("field.cost"), align: "right", render: (task) => <Money yuan={task.costYuan} />, width: 100 },
      { key: "log", title: t("log.title"), render: (task) => <Link aria-label={t("tasks.logOf", { index: task.arrayIndex })} to={`/jobs/${task.id}#log`}>{t("log.title")}</Link>, width: 80 },
    ],
    [t],
  );
  return (
    <Section title={t("field.tasks")}>
      <Refusal error={counts.error} retry={() => void counts.refetch()} />
      <StateChips counts={counts.data?.counts} />
      <ServerTable
        path="/v1/jobs/{id}/tasks"
        pathParams={path}
        query={asked}
        columns={columns}
        rowKey={(task) => task.id}
        to={(task) => `/jobs/${task.id}`}
        label={t("field.tasks")}
        height={HEIGHT}
        empty={<EmptyState title={t(state ? "tasks.noneInState" : "tasks.none")} text={t("tasks.noneText")} command={`penstock job tasks ${array.id}`} />}
      />
    </Section>
  );
}
