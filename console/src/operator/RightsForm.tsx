import { useMutation } from "@tanstack/react-query";
import { App, InputNumber, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { amountOf, amountsOf, CORES, fieldOf, KINDS, MEMORY, resourceOf, type Kind, type Organisation, type Project } from "../queues/shares";
import { Field } from "../ui/Field";
import { Refusal } from "../ui/Refusal";

type Fields = Record<Kind, Record<string, number | null>>;

/** Says what a queue may: its weight, and of each resource what is guaranteed and the limits. */
export function RightsForm({ organisation, project, close, changed }: { organisation: Organisation; project?: Project; close: () => void; changed: () => void }) {
  const { t } = useTranslation("queues");
  const { message } = App.useApp();
  const queue = project ?? organisation;
  const rows = [...organisation.shares.map(resourceOf), MEMORY];
  const [weight, setWeight] = useState<number | null>(queue.rights.weight);
  const [fields, setFields] = useState<Fields>(() => {
    const of = (kind: Kind) => Object.fromEntries(rows.map((resource) => [resource, amountOf(queue.rights[kind], resource)]));
    return { guaranteed: of("guaranteed"), limit: of("limit"), userLimit: of("userLimit") };
  });
  const save = useMutation({
    mutationFn: () => {
      const body = { weight: weight ?? undefined, guaranteed: amountsOf(fields.guaranteed), limit: amountsOf(fields.limit), userLimit: amountsOf(fields.userLimit) };
      return project
        ? api.PUT("/v1/queues/{org}/projects/{project}", { params: { path: { org: organisation.id, project: project.id } }, body })
        : api.PUT("/v1/queues/{org}", { params: { path: { org: organisation.id } }, body });
    },
    onSuccess: () => {
      void message.success(t("rights.done", { name: queue.name }));
      changed();
      close();
    },
  });
  const wrong = save.error ? asProblem(save.error).field : undefined;
  const named = (resource: string) => (resource === CORES ? t("tree.cores") : resource === MEMORY ? t("rights.memory") : t("rights.cards", { model: resource }));
  return (
    <Modal open width={640} title={t("rights.title", { name: queue.name })} okText={t("rights.save")} cancelText={t("common:action.cancel")} confirmLoading={save.isPending} onOk={() => save.mutate()} onCancel={close}>
      <div className="queues-form">
        <p className="muted">{t("rights.text")}</p>
        <Field label={t("tree.weight")} help={t("rights.weightHelp")}>
          {(field) => <InputNumber {...field} status={wrong === "weight" ? "error" : undefined} min={0.001} max={1_000_000} value={weight} onChange={setWeight} />}
        </Field>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t("tree.resource")}</th>
              {KINDS.map((kind) => (
                <th key={kind} scope="col">
                  {t(`rights.${kind}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((resource) => (
              <tr key={resource}>
                <th scope="row">{named(resource)}</th>
                {KINDS.map((kind) => (
                  <td key={kind}>
                    <InputNumber
                      aria-label={`${named(resource)} · ${t(`rights.${kind}`)}`}
                      status={wrong === `${kind}.${fieldOf(resource)}` ? "error" : undefined}
                      min={0}
                      placeholder={kind === "guaranteed" ? "0" : t("rights.unlimited")}
                      value={fields[kind][resource]}
                      onChange={(amount) => setFields((all) => ({ ...all, [kind]: { ...all[kind], [resource]: amount } }))}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <Refusal error={save.error} />
      </div>
    </Modal>
  );
}
