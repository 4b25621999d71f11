import { Button, Form, Input, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api } from "../api/client";
import { asProblem, kindOf, ProblemError } from "../api/problem";
import { Refusal } from "../ui/Refusal";
import { Applied } from "./Applied";
import { faultOf, normalised } from "./credit-code";
import { OpenFrame } from "./OpenFrame";

const KINDS = ["enterprise", "university", "research-institute", "individual"] as const;
type Kind = (typeof KINDS)[number];

const SHORTEST_PASSWORD = 12;
const FIELDS = ["name", "creditCode", "contactName", "email", "password"];

interface Given {
  kind: Kind;
  name: string;
  creditCode?: string;
  contactName?: string;
  email: string;
  password: string;
}

export function ApplyPage() {
  const { t } = useTranslation("open");
  const [form] = Form.useForm<Given>();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const [applied, setApplied] = useState<{ name: string; email: string } | null>(null);
  const kind = Form.useWatch("kind", form) ?? "enterprise";
  const alone = kind === "individual";

  const apply = async (given: Given) => {
    setBusy(true);
    setRefused(null);
    try {
      await api.POST("/v1/applications", {
        body: {
          kind: given.kind,
          name: given.name.trim(),
          creditCode: alone ? undefined : normalised(given.creditCode ?? ""),
          contactName: (alone ? given.name : (given.contactName ?? "")).trim(),
          email: given.email.trim(),
          password: given.password,
        },
      });
      setApplied({ name: given.name.trim(), email: given.email.trim() });
      window.scrollTo(0, 0);
    } catch (error) {
      const field = fieldOf(error);
      if (field) {
        form.setFields([{ name: field as keyof Given, errors: [wordsOf(error, t)] }]);
        form.focusField(field);
      } else {
        setRefused(error);
      }
    } finally {
      setBusy(false);
    }
  };

  if (applied) return <Applied name={applied.name} email={applied.email} />;
  return (
    <OpenFrame narrow title={t("apply.title")}>
      <section className="open-card">
        <div>
          <h1>{t("apply.title")}</h1>
          <p className="open-lead">{t("apply.lead")}</p>
        </div>
        <Form<Given>
          form={form}
          layout="vertical"
          requiredMark={false}
          initialValues={{ kind: "enterprise" }}
          onFinish={(given) => void apply(given)}
          validateTrigger="onBlur"
          scrollToFirstError={{ focus: true }}
          disabled={busy}
          aria-label={t("apply.title")}
        >
          <Form.Item name="kind" label={t("apply.kind")}>
            <Radio.Group className="open-kinds" options={KINDS.map((each) => ({ value: each, label: t(`kind.${each}`) }))} />
          </Form.Item>
          <Form.Item name="name" label={t(alone ? "apply.ownName" : "apply.name")} rules={[{ required: true, whitespace: true, message: t(alone ? "apply.ownNameMissing" : "apply.nameMissing") }]}>
            <Input maxLength={200} autoComplete={alone ? "name" : "organization"} />
          </Form.Item>
          {!alone && <CreditCodeField />}
          {!alone && (
            <Form.Item name="contactName" label={t("apply.contact")} rules={[{ required: true, whitespace: true, message: t("apply.contactMissing") }]}>
              <Input maxLength={200} autoComplete="name" />
            </Form.Item>
          )}
          <Form.Item
            name="email"
            label={t("apply.email")}
            extra={t("apply.emailHelp")}
            rules={[
              { required: true, message: t("apply.emailMissing") },
              { type: "email", message: t("apply.emailWrong") },
            ]}
          >
            <Input type="email" autoComplete="username" inputMode="email" spellCheck={false} />
          </Form.Item>
          <Form.Item
            name="password"
            label={t("apply.password")}
            extra={t("apply.passwordHelp")}
            rules={[
              { required: true, message: t("apply.passwordMissing") },
              { min: SHORTEST_PASSWORD, message: t("apply.passwordShort", { least: SHORTEST_PASSWORD }) },
              { max: 200, message: t("apply.passwordLong") },
            ]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <div className="open-refusal" hidden={!refused}>
            <Refusal error={refused} />
          </div>
          <Button type="primary" htmlType="submit" block loading={busy}>
            {t("apply.submit")}
          </Button>
        </Form>
      </section>
      <p className="open-aside">
        {t("apply.hasAccount")} <Link to="/sign-in">{t("apply.signIn")}</Link>
      </p>
    </OpenFrame>
  );
}

function CreditCodeField() {
  const { t } = useTranslation("open");
  const check = async (_: unknown, text: string | undefined) => {
    if (!text?.trim()) throw new Error(t("apply.creditCodeMissing"));
    const fault = faultOf(text);
    if (fault) throw new Error(t(`apply.creditCodeFault.${fault.kind}`, { ...fault }));
  };
  return (
    <Form.Item name="creditCode" label={t("apply.creditCode")} extra={t("apply.creditCodeHelp")} rules={[{ validator: check }]}>
      <Input className="mono" spellCheck={false} autoComplete="off" placeholder="91350100M000100Y43" />
    </Form.Item>
  );
}

function fieldOf(error: unknown): string | null {
  const { field } = asProblem(error);
  return field && FIELDS.includes(field) ? field : null;
}

/** A refusal at its field: in the reader's language where it is one that happens to honest people. */
function wordsOf(error: unknown, t: (key: string) => string): string {
  const problem = asProblem(error);
  if (kindOf(problem) === "wrong-credentials") return t("apply.knownEmail");
  if (kindOf(problem) === "conflict" && problem.field === "creditCode") return t("apply.knownCode");
  return new ProblemError(problem).message + (problem.hint ? ` — ${problem.hint}` : "");
}
