import { useMutation } from "@tanstack/react-query";
import { App, Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, query } from "../api/client";
import { asProblem } from "../api/problem";
import { Field } from "../ui/Field";
import { Refusal } from "../ui/Refusal";
import { isPlanned, NO_PLAN, PlanFields, planned, saidElsewhere, saidOf } from "./PlanFields";

/** Announces when nothing may run on some nodes. */
export function MaintenanceForm({ close, changed }: { close: () => void; changed: () => void }) {
  const { t } = useTranslation("queues");
  const { message } = App.useApp();
  const fleet = query.useQuery("get", "/v1/operator/nodes");
  const [nodes, setNodes] = useState<string[]>([]);
  const [plan, setPlan] = useState(NO_PLAN);
  const announce = useMutation({
    mutationFn: () => api.POST("/v1/maintenance", { body: { nodes, ...planned(plan) } }),
    onSuccess: () => {
      void message.success(t("maintenance.made"));
      changed();
      close();
    },
  });
  const problem = announce.error ? asProblem(announce.error) : undefined;
  const ready = nodes.length > 0 && isPlanned(plan);
  return (
    <Modal open title={t("maintenance.new")} okText={t("maintenance.make")} cancelText={t("common:action.cancel")} confirmLoading={announce.isPending} okButtonProps={{ disabled: !ready }} onOk={() => announce.mutate()} onCancel={close}>
      <div className="queues-form">
        <Field label={t("maintenance.nodes")} error={saidOf(problem, "nodes")}>
          {(field) => <Select {...field} mode="multiple" value={nodes} options={fleet.data?.items.map((each) => ({ value: each.name, label: each.name })) ?? []} onChange={setNodes} />}
        </Field>
        <PlanFields plan={plan} change={setPlan} problem={problem} />
        {saidElsewhere(problem, ["nodes"]) && <Refusal error={announce.error} />}
      </div>
    </Modal>
  );
}
