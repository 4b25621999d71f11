import { Button, Form, Input, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem, kindOf } from "../api/problem";
import { Refusal } from "../ui/Refusal";

const WRONG = ["wrong-code", "wrong-credentials", "second-factor-required"];

/** Asks for a code from the phone and does something with it. */
export function CodeForm({ label, submit, act, danger = false, cancel }: { label: string; submit: string; act: (code: string) => Promise<void>; danger?: boolean; cancel: () => void }) {
  const { t } = useTranslation("account");
  const [form] = Form.useForm<{ code: string }>();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const send = async ({ code }: { code: string }) => {
    setBusy(true);
    setRefused(null);
    try {
      await act(code.replace(/\s/g, ""));
    } catch (error) {
      setBusy(false);
      const problem = asProblem(error);
      if (WRONG.includes(kindOf(problem)) || problem.field === "code") form.setFields([{ name: "code", errors: [t("factor.wrongCode")] }]);
      else setRefused(error);
    }
  };
  return (
    <Form form={form} layout="vertical" requiredMark={false} disabled={busy} onFinish={(given) => void send(given)} className="account-form">
      <Form.Item name="code" label={label} rules={[{ required: true, message: t("factor.codeMissing") }]}>
        <Input autoFocus autoComplete="one-time-code" spellCheck={false} className="mono" />
      </Form.Item>
      <Refusal error={refused} />
      <Space>
        <Button type="primary" danger={danger} htmlType="submit" loading={busy}>
          {submit}
        </Button>
        <Button onClick={cancel}>{t("common:action.cancel")}</Button>
      </Space>
    </Form>
  );
}
