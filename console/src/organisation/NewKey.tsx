import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Input, Modal, Radio, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { useMe } from "../api/session";
import { CopyButton } from "../ui/Copy";
import { Field } from "../ui/Field";
import { Refusal } from "../ui/Refusal";
import { LIVES, scopesOf, usesFor, type Use } from "./key-uses";
import { KeyUse } from "./KeyUse";
import { scopesFor, type Scope } from "./roles";

const FIELDS = ["name", "scopes", "expiresInDays"];
const LIFE_DAYS = 90;

/** Makes a key that may do no more than it is for, and shows it once. */
export function NewKey({ close }: { close: () => void }) {
  const { t } = useTranslation("organisation");
  const queries = useQueryClient();
  const scopes = scopesFor(useMe().permissions);
  const uses = usesFor(scopes);
  const [name, setName] = useState("");
  const [use, setUse] = useState<Use>(uses[0] ?? "some");
  const [some, setSome] = useState<Scope[]>([]);
  const [days, setDays] = useState<number>(LIFE_DAYS);
  const create = useMutation({
    mutationFn: async () => (await api.POST("/v1/keys", { body: { name: name.trim(), scopes: scopesOf(use, some), expiresInDays: days || undefined } })).data as Schemas["KeyCreated"],
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["get", "/v1/keys"] }),
    // the secret goes with the form that shows it
    gcTime: 0,
  });
  if (create.data) return <Once created={create.data} close={close} />;
  const problem = create.error ? asProblem(create.error) : undefined;
  const said = (field: string) => (problem?.field === field ? problem.detail || problem.title : undefined);
  const ready = name.trim() !== "" && (use !== "some" || some.length > 0);
  return (
    <Modal open title={t("newKey.title")} okText={t("newKey.ok")} cancelText={t("common:action.cancel")} confirmLoading={create.isPending} okButtonProps={{ disabled: !ready }} onOk={() => create.mutate()} onCancel={close}>
      <form
        className="org-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) create.mutate();
        }}
      >
        <Field label={t("newKey.name")} help={t("newKey.nameHelp")} error={said("name")}>
          {(field) => <Input {...field} autoFocus autoComplete="off" maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <UseField uses={uses} value={use} change={setUse} />
        {use === "some" && <ScopesField scopes={scopes} value={some} change={setSome} error={said("scopes")} />}
        <Field label={t("newKey.life")} help={t("newKey.lifeHelp")} error={said("expiresInDays")}>
          {(field) => <Select {...field} value={days} options={LIVES.map((life) => ({ value: life, label: life ? t("newKey.days", { count: life }) : t("newKey.forever") }))} onChange={setDays} />}
        </Field>
        {!FIELDS.includes(problem?.field ?? "") && <Refusal error={create.error} />}
        <input type="submit" hidden />
      </form>
    </Modal>
  );
}

function UseField({ uses, value, change }: { uses: Use[]; value: Use; change: (use: Use) => void }) {
  const { t } = useTranslation("organisation");
  const name = useId();
  return (
    <fieldset className="org-choices">
      <legend>{t("newKey.use")}</legend>
      {uses.map((use) => (
        <Radio key={use} name={name} checked={value === use} onChange={() => change(use)}>
          {t(`newKey.uses.${use}`)}
          <span className="org-choice-text">{t(`newKey.usesText.${use}`)}</span>
        </Radio>
      ))}
    </fieldset>
  );
}

function ScopesField({ scopes, value, change, error }: { scopes: Scope[]; value: Scope[]; change: (scopes: Scope[]) => void; error?: string }) {
  const { t } = useTranslation("organisation");
  return (
    <fieldset className="org-choices">
      <legend>{t("newKey.some")}</legend>
      {scopes.map((scope) => (
        <Checkbox key={scope} checked={value.includes(scope)} onChange={(event) => change(event.target.checked ? [...value, scope] : value.filter((each) => each !== scope))}>
          {t(`scopeText.${scope}`)}
        </Checkbox>
      ))}
      {error ? (
        <div className="field-error" role="alert">{error}</div>
      ) : (
        value.length === 0 && <div className="field-help">{t("newKey.needsOne")}</div>
      )}
    </fieldset>
  );
}

/** The key, which nobody sees again. It can't be closed by a slip. */
function Once({ created, close }: { created: Schemas["KeyCreated"]; close: () => void }) {
  const { t } = useTranslation("organisation");
  const [kept, setKept] = useState(false);
  const finish = (
    <Button type="primary" disabled={!kept} onClick={close}>
      {t("newKey.close")}
    </Button>
  );
  return (
    <Modal open width={640} title={t("newKey.done", { name: created.name })} closable={false} keyboard={false} mask={{ closable: false }} footer={finish}>
      <div className="org-form">
        <Alert type="warning" showIcon role="status" title={t("newKey.once")} />
        <div className="org-secret" role="group" aria-label={t("newKey.key")}>
          <code>{created.key}</code>
          <CopyButton text={created.key} />
        </div>
        <KeyUse secret={created.key} infersOnly={created.scopes.every((scope) => scope === "infer")} />
        <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
          {t("newKey.kept")}
        </Checkbox>
      </div>
    </Modal>
  );
}
