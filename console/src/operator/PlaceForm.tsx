import { useMutation } from "@tanstack/react-query";
import { App, Input, InputNumber, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { Field } from "../ui/Field";
import { Refusal } from "../ui/Refusal";
import type { Node } from "./floor";
import { saidOf } from "./PlanFields";
import { changesOf, placeOf, wrongLabel } from "./place";
import "../queues/queues.css";

/** Says where a node hangs, and what selectors look for there. */
export function PlaceForm({ node, close, changed }: { node: Node; close: () => void; changed: () => void }) {
  const { t } = useTranslation("operator");
  const { message } = App.useApp();
  const [place, setPlace] = useState(() => placeOf(node));
  const write = useMutation({
    mutationFn: () => api.PATCH("/v1/nodes/{name}", { params: { path: { name: node.name } }, body: changesOf(node, place) }),
    onSuccess: () => {
      void message.success(t("place.saved", { name: node.name }));
      changed();
      close();
    },
  });
  const problem = write.error ? asProblem(write.error) : undefined;
  const wrong = wrongLabel(place.labels);
  const elsewhere = problem && !["network", "superNode", "ringCards"].includes(problem.field ?? "") && !problem.field?.startsWith("labels");
  return (
    <Modal open title={t("place.title", { name: node.name })} okText={t("place.save")} cancelText={t("common:action.cancel")} confirmLoading={write.isPending} okButtonProps={{ disabled: wrong !== undefined }} onOk={() => write.mutate()} onCancel={close}>
      <p className="muted">{t("place.text", { engine: node.engine })}</p>
      <div className="queues-form">
        <div className="queues-pair">
          <Field label={t("place.network")} error={saidOf(problem, "network")}>
            {(field) => <Input {...field} value={place.network} maxLength={63} onChange={(event) => setPlace({ ...place, network: event.target.value })} />}
          </Field>
          <Field label={t("place.superNode")} error={saidOf(problem, "superNode")}>
            {(field) => <Input {...field} value={place.superNode} maxLength={63} onChange={(event) => setPlace({ ...place, superNode: event.target.value })} />}
          </Field>
        </div>
        <Field label={t("place.ringCards")} help={t("place.ringCardsHelp")} error={saidOf(problem, "ringCards")}>
          {(field) => <InputNumber {...field} min={0} precision={0} value={place.ringCards} onChange={(ringCards) => setPlace({ ...place, ringCards })} />}
        </Field>
        <Field label={t("place.labels")} help={t("place.labelsHelp")} error={wrong === undefined ? saidOf(problem, problem?.field?.startsWith("labels") ? problem.field : "labels") : t("place.labelsWrong", { line: wrong })}>
          {(field) => <Input.TextArea {...field} className="mono" autoSize={{ minRows: 2, maxRows: 8 }} value={place.labels} onChange={(event) => setPlace({ ...place, labels: event.target.value })} />}
        </Field>
        {elsewhere && <Refusal error={write.error} />}
      </div>
    </Modal>
  );
}
