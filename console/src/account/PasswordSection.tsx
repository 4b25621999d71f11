import { useQueryClient } from "@tanstack/react-query";
import { App, Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { asProblem, kindOf } from "../api/problem";
import { useMe } from "../api/session";
import { Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";

const SHORTEST = 12;

interface Given {
  oldPassword: string;
  newPassword: string;
}

/** Changes the password; every other session of the person ends with it. */
export function PasswordSection({ first }: { first: boolean }) {
  const { t } = useTranslation("account");
  const me = useMe();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Given>();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const change = async (given: Given) => {
    setBusy(true);
    setRefused(null);
    try {
      await api.PUT("/v1/me/password", { body: given });
      form.resetFields();
      void message.success(t("password.changed"));
      await queries.invalidateQueries({ queryKey: ["get", "/v1/me"] });
      // somebody who was sent here first goes on to where everybody begins
      if (first) window.location.assign("/");
    } catch (error) {
      const problem = asProblem(error);
      if (kindOf(problem) === "wrong-credentials") form.setFields([{ name: "oldPassword", errors: [t("password.wrong")] }]);
      else setRefused(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Section title={t("password.title")}>
      <Form<Given> form={form} layout="vertical" requiredMark={false} disabled={busy} onFinish={(given) => void change(given)} className="account-form" aria-label={t("password.title")}>
        {/* password managers want to know whose password it is */}
        <input type="text" autoComplete="username" value={me.email} readOnly hidden />
        <Form.Item name="oldPassword" label={t("password.old")} rules={[{ required: true, message: t("password.oldMissing") }]}>
          <Input.Password autoComplete="current-password" autoFocus={first} />
        </Form.Item>
        <Form.Item
          name="newPassword"
          label={t("password.new")}
          extra={t("password.help")}
          validateTrigger="onBlur"
          dependencies={["oldPassword"]}
          rules={[
            { required: true, message: t("password.newMissing") },
            { min: SHORTEST, message: t("password.short", { least: SHORTEST }) },
            ({ getFieldValue }) => ({
              validator: (_, value: string) => (value && value === getFieldValue("oldPassword") ? Promise.reject(new Error(t("password.same"))) : Promise.resolve()),
            }),
          ]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Refusal error={refused} />
        <Button type="primary" htmlType="submit" loading={busy}>
          {t("password.submit")}
        </Button>
      </Form>
      <p className="muted account-note">{t("password.note")}</p>
    </Section>
  );
}
