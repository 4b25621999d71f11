import { useMutation } from "@tanstack/react-query";
import { App, InputNumber, Modal, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, query } from "../api/client";
import { asProblem } from "../api/problem";
import { CORES, resources, type Organisation } from "../queues/shares";
import { Field } from "../ui/Field";
import { Refusal } from "../ui/Refusal";
import { isPlanned, NO_PLAN, PlanFields, planned, saidElsewhere, saidOf } from "./PlanFields";

const FIELDS = ["organisation", "project", "nodes", "flavour", "cardModel", "cards"];

/** Keeps room for an organisation, or for a project of it. */
export function ReservationForm({ organisations, close, changed }: { organisations: Organisation[]; close: () => void; changed: () => void }) {
  const { t } = useTranslation("queues");
  const { message } = App.useApp();
  const flavours = query.useQuery("get", "/v1/flavours");
  const models = resources(organisations).filter((resource) => resource !== CORES);
  const [org, setOrg] = useState<string>();
  const [project, setProject] = useState<string>();
  const [plan, setPlan] = useState(NO_PLAN);
  const [nodes, setNodes] = useState<number | null>(1);
  const [by, setBy] = useState<"flavour" | "cards">("flavour");
  const [flavour, setFlavour] = useState<string>();
  const [model, setModel] = useState<string | undefined>(models[0]);
  const [cards, setCards] = useState<number | null>(8);
  const ready = org !== undefined && nodes !== null && isPlanned(plan) && (by === "flavour" ? flavour !== undefined : model !== undefined && cards !== null);
  const make = useMutation({
    mutationFn: async () => {
      if (org === undefined || nodes === null) return;
      const room = by === "flavour" ? { flavour } : { cardModel: model, cards: cards ?? undefined };
      await api.POST("/v1/reservations", { body: { organisation: org, project, nodes, ...planned(plan), ...room } });
    },
    onSuccess: () => {
      void message.success(t("reservation.made"));
      changed();
      close();
    },
  });
  const problem = make.error ? asProblem(make.error) : undefined;
  const chosen = organisations.find((each) => each.id === org);
  return (
    <Modal open title={t("reservation.new")} okText={t("reservation.make")} cancelText={t("common:action.cancel")} confirmLoading={make.isPending} okButtonProps={{ disabled: !ready }} onOk={() => make.mutate()} onCancel={close}>
      <div className="queues-form">
        <Field label={t("reservation.organisation")} error={saidOf(problem, "organisation")}>
          {(field) => (
            <Select
              {...field}
              showSearch={{ optionFilterProp: "label" }}
              value={org}
              options={organisations.map((each) => ({ value: each.id, label: each.name }))}
              onChange={(value) => {
                setOrg(value);
                setProject(undefined);
              }}
            />
          )}
        </Field>
        <Field label={t("reservation.project")} error={saidOf(problem, "project")}>
          {(field) => <Select {...field} allowClear placeholder={t("reservation.allProjects")} value={project} options={chosen?.projects.map((each) => ({ value: each.id, label: each.name })) ?? []} onChange={setProject} />}
        </Field>
        <div className="queues-pair">
          <Field label={t("reservation.nodes")} error={saidOf(problem, "nodes")}>
            {(field) => <InputNumber {...field} min={1} precision={0} value={nodes} onChange={setNodes} />}
          </Field>
          {models.length > 0 && <Segmented aria-label={t("reservation.of")} options={(["flavour", "cards"] as const).map((value) => ({ value, label: t(`reservation.by.${value}`) }))} value={by} onChange={setBy} />}
        </div>
        {by === "flavour" ? (
          <Field label={t("reservation.by.flavour")} error={saidOf(problem, "flavour")}>
            {(field) => <Select {...field} value={flavour} options={flavours.data?.items.map((each) => ({ value: each.name, label: each.name })) ?? []} onChange={setFlavour} />}
          </Field>
        ) : (
          <div className="queues-pair">
            <Field label={t("reservation.model")} error={saidOf(problem, "cardModel")}>
              {(field) => <Select {...field} value={model} options={models.map((value) => ({ value, label: value }))} onChange={setModel} />}
            </Field>
            <Field label={t("reservation.by.cards")} error={saidOf(problem, "cards")}>
              {(field) => <InputNumber {...field} min={1} precision={0} value={cards} onChange={setCards} />}
            </Field>
          </div>
        )}
        <PlanFields plan={plan} change={setPlan} problem={problem} />
        {saidElsewhere(problem, FIELDS) && <Refusal error={make.error} />}
      </div>
    </Modal>
  );
}
