import { useMutation } from "@tanstack/react-query";
import { Button, InputNumber, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, query, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { CORES, resources, type Organisation } from "../queues/shares";
import { Chart } from "../ui/chart/Chart";
import { Field } from "../ui/Field";
import { useFormat } from "../ui/figures";
import { Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";

type View = Schemas["WhatIfView"];
type Outcome = Schemas["WhatIfOutcome"];

const POLICIES = ["as-is", "fifo", "short-first", "greedy", "conservative", "no-reclaim", "no-moves", "no-memory", "first-fit", "best-fit", "fgd", "node-value"] as const;

/** What comes of the queue in the next hours if the centre were another, beside what comes if not. */
export function WhatIfSection({ organisations }: { organisations: Organisation[] }) {
  const { t } = useTranslation("queues");
  const kinds = resources(organisations);
  const [kind, setKind] = useState<string>();
  const [more, setMore] = useState<number | null>(0);
  const [policy, setPolicy] = useState<(typeof POLICIES)[number]>("as-is");
  const [queue, setQueue] = useState<string>();
  const [quota, setQuota] = useState<number | null>(0);
  const [hours, setHours] = useState<number | null>(12);
  const [id, setId] = useState<string>();
  const resource = kind ?? kinds[0] ?? CORES;
  const cardModel = resource === CORES ? undefined : resource;
  const ask = useMutation({
    mutationFn: () => {
      const [organisation, project] = (queue ?? "").split("/");
      return api.POST("/v1/what-if", {
        body: {
          hours: hours ?? undefined,
          policy,
          nodes: more ? [{ cardModel, more }] : [],
          quotas: organisation ? [{ organisation, project, cardModel, guaranteed: quota ?? 0 }] : [],
        },
      });
    },
    onSuccess: (answer) => setId(answer.data?.id),
  });
  const answer = query.useQuery(
    "get",
    "/v1/what-if/{id}",
    { params: { path: { id: id ?? "" } } },
    { enabled: id !== undefined, refetchInterval: (it) => (it.state.data === undefined || it.state.data.state === "RUNNING" ? 1_000 : false) },
  );
  const running = id !== undefined && !answer.error && (answer.data === undefined || answer.data.state === "RUNNING");
  const cancel = useMutation({
    mutationFn: async () => {
      if (id !== undefined) await api.DELETE("/v1/what-if/{id}", { params: { path: { id } } });
    },
    onSuccess: () => void answer.refetch(),
  });
  const wrong = ask.error ? asProblem(ask.error).field : undefined;
  const named = (value: string) => (value === CORES ? t("tree.cores") : t("rights.cards", { model: value }));
  return (
    <Section title={t("whatIf.title")}>
      <p className="muted queues-note">{t("whatIf.text")}</p>
      <div className="queues-form what-if">
        <Field label={t("whatIf.of")}>{(field) => <Select {...field} value={resource} options={kinds.map((value) => ({ value, label: named(value) }))} onChange={setKind} />}</Field>
        <Field label={t("whatIf.nodes")}>{(field) => <InputNumber {...field} status={wrong?.startsWith("nodes") ? "error" : undefined} min={-1000} max={1000} precision={0} value={more} onChange={setMore} />}</Field>
        <Field label={t("whatIf.policy")}>{(field) => <Select {...field} value={policy} options={POLICIES.map((value) => ({ value, label: t(`whatIf.policies.${value}`) }))} onChange={setPolicy} />}</Field>
        <Field label={t("whatIf.queue")}>
          {(field) => (
            <Select
              {...field}
              allowClear
              showSearch={{ optionFilterProp: "label" }}
              placeholder={t("whatIf.noQueue")}
              value={queue}
              options={organisations.flatMap((each) => [{ value: each.id, label: each.name }, ...each.projects.map((project) => ({ value: `${each.id}/${project.id}`, label: `${each.name} · ${project.name}` }))])}
              onChange={setQueue}
            />
          )}
        </Field>
        <Field label={t("whatIf.quota")}>{(field) => <InputNumber {...field} status={wrong?.startsWith("quotas") ? "error" : undefined} disabled={queue === undefined} min={0} max={1_000_000} precision={0} value={quota} onChange={setQuota} />}</Field>
        <Field label={t("whatIf.hours")}>{(field) => <InputNumber {...field} status={wrong === "hours" ? "error" : undefined} min={1} max={72} precision={0} value={hours} onChange={setHours} />}</Field>
        <div className="page-actions">
          <Button type="primary" loading={ask.isPending || running} onClick={() => ask.mutate()}>
            {t("whatIf.play")}
          </Button>
          {running && <Button onClick={() => cancel.mutate()}>{t("whatIf.cancel")}</Button>}
        </div>
      </div>
      <Refusal error={ask.error ?? answer.error ?? cancel.error} />
      <div aria-live="polite">
        {running && <p className="muted">{t("whatIf.playing")}</p>}
        {answer.data?.state === "CANCELLED" && <p className="muted">{t("whatIf.cancelled")}</p>}
        {answer.data?.state === "FAILED" && <p>{t("whatIf.failed")}</p>}
      </div>
      {answer.data?.asIs && answer.data.whatIf && <Answer view={answer.data} asIs={answer.data.asIs} whatIf={answer.data.whatIf} />}
    </Section>
  );
}

function Answer({ view, asIs, whatIf }: { view: View; asIs: Outcome; whatIf: Outcome }) {
  const { t } = useTranslation("queues");
  const format = useFormat();
  const rows = [
    [t("whatIf.figure.nodes"), asIs.nodes, whatIf.nodes, 0],
    [t("whatIf.figure.waiting"), asIs.waiting, whatIf.waiting, 0],
    [t("whatIf.figure.mean"), asIs.meanWaitSeconds / 60, whatIf.meanWaitSeconds / 60, 1],
    [t("whatIf.figure.p90"), asIs.p90WaitSeconds / 60, whatIf.p90WaitSeconds / 60, 1],
    [t("whatIf.figure.beyond"), asIs.beyondPercent, whatIf.beyondPercent, 1],
    [t("whatIf.figure.utilisation"), asIs.utilisationPercent, whatIf.utilisationPercent, 1],
    ...asIs.queues.map((each, index): [string, number, number, number] => [
      t("whatIf.figure.held", { name: each.projectName ? `${each.organisationName} · ${each.projectName}` : each.organisationName }),
      each.held,
      whatIf.queues[index]?.held ?? 0,
      1,
    ]),
  ] as const;
  const line = (of: Outcome, name: string) => ({ name, points: of.points.map((each): [number, number] => [Date.parse(each.at), each.utilisationPercent]) });
  return (
    <>
      <Chart title={t("whatIf.chart")} unit="%" x="time" max={100} zero series={[line(asIs, t("whatIf.asIs")), line(whatIf, t("whatIf.other"))]} empty={null} />
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t("whatIf.answer")}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("whatIf.answerOf", { hours: view.hours, plays: view.plays })}</th>
              <th scope="col" className="right">{t("whatIf.asIs")}</th>
              <th scope="col" className="right">{t("whatIf.other")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, before, after, digits]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="right">{format.number(before, digits)}</td>
                <td className="right">{format.number(after, digits)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
