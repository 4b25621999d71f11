import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { useMe } from "../api/session";
import { CopyButton } from "../ui/Copy";
import { Field } from "../ui/Field";
import { Refusal } from "../ui/Refusal";
import { firstPassword } from "./password";
import type { Role } from "./roles";
import { RolesField } from "./RolesField";

const LEAST = 12;
const FIELDS = ["email", "name", "password", "role"];

/** Adds a person, with a first password to hand over, and roles. */
export function AddMember({ close }: { close: () => void }) {
  const { t } = useTranslation("organisation");
  const me = useMe();
  const queries = useQueryClient();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [password, setPassword] = useState(firstPassword);
  const [roles, setRoles] = useState<Role[]>(me.staff ? [] : ["member"]);
  const add = useMutation({
    mutationFn: async () => (await api.POST("/v1/members", { body: { email: email.trim(), name: name.trim() || undefined, password: password || undefined, roles } })).data as Schemas["Member"],
    onSuccess: () => void queries.invalidateQueries({ queryKey: ["get", "/v1/members"] }),
  });
  if (add.data) return <Added member={add.data} password={password} close={close} />;
  const problem = add.error ? asProblem(add.error) : undefined;
  const said = (field: string) => (problem?.field === field ? problem.detail || problem.title : undefined);
  const short = password !== "" && password.length < LEAST;
  const ready = email.trim() !== "" && roles.length > 0 && !short;
  return (
    <Modal open title={t("add.title")} okText={t("add.ok")} cancelText={t("common:action.cancel")} confirmLoading={add.isPending} okButtonProps={{ disabled: !ready }} onOk={() => add.mutate()} onCancel={close}>
      <form
        className="org-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) add.mutate();
        }}
      >
        <Field label={t("add.email")} help={t("add.emailHelp")} error={said("email")}>
          {(field) => <Input {...field} autoFocus type="email" autoComplete="off" value={email} onChange={(event) => setEmail(event.target.value)} />}
        </Field>
        <Field label={t("add.name")} help={t("add.nameHelp")} error={said("name")}>
          {(field) => <Input {...field} autoComplete="off" maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field
          label={t("add.password")}
          aside={
            <Button type="link" className="org-action" onClick={() => setPassword(firstPassword())}>
              {t("add.again")}
            </Button>
          }
          help={t("add.passwordHelp")}
          error={short ? t("add.passwordShort", { least: LEAST }) : said("password")}
        >
          {(field) => <Input {...field} className="mono" autoComplete="off" spellCheck={false} value={password} onChange={(event) => setPassword(event.target.value)} />}
        </Field>
        <RolesField value={roles} change={setRoles} error={said("role") ?? (roles.length === 0 && email ? t("member.needsOne") : undefined)} />
        {!FIELDS.includes(problem?.field ?? "") && <Refusal error={add.error} />}
        <input type="submit" hidden />
      </form>
    </Modal>
  );
}

/** What to hand to the new member. */
function Added({ member, password, close }: { member: Schemas["Member"]; password: string; close: () => void }) {
  const { t } = useTranslation("organisation");
  const send = t("add.send", { address: `${window.location.origin}/sign-in`, email: member.email, password });
  return (
    <Modal open title={t("add.done", { name: member.name })} mask={{ closable: false }} onCancel={close} footer={<Button type="primary" onClick={close}>{t("add.finish")}</Button>}>
      <div className="org-form">
        <Alert type="success" showIcon role="status" title={t("add.tell")} description={t("add.known")} />
        <div className="org-secret" role="group" aria-label={t("add.address")}>
          <code>{send}</code>
          <CopyButton text={send} />
        </div>
      </div>
    </Modal>
  );
}
