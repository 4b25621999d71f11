import { Alert, Button, Divider, Form, Input } from "antd";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { chooseOrganisation } from "../api/organisation";
import { asProblem, kindOf, type Problem } from "../api/problem";
import { useNow } from "../ui/figures";
import { OpenFrame } from "./OpenFrame";
import { returnTo } from "./return-to";
import { signIn, useSignInWays, type Proof, type SignInWays } from "./sign-in";
import { SignInRefusal } from "./SignInRefusal";

interface Refused {
  problem: Problem;
  at: number;
}

export function SignInPage() {
  const { t } = useTranslation("open");
  const [params] = useSearchParams();
  const ways = useSignInWays();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  // set once the password was right and a second factor is asked for
  const [proof, setProof] = useState<Proof | null>(null);

  const attempt = async (given: Proof) => {
    setBusy(true);
    setRefused(null);
    try {
      await signIn(given, params.get("returnTo"), ways);
      // stays busy: the next page is on its way
    } catch (error) {
      setBusy(false);
      const problem = asProblem(error);
      if (kindOf(problem) === "second-factor-required" && !given.code) setProof(given);
      else setRefused({ problem, at: Date.now() });
    }
  };
  const wait = useWait(refused);
  return (
    <OpenFrame narrow title={t("signIn.title")}>
      <section className="open-card">
        <h1>{proof ? t("signIn.codeTitle") : t("signIn.title")}</h1>
        {!proof && !refused && params.get("error") && <Alert type="error" showIcon role="alert" title={outsideError(params.get("error"), t)} />}
        {refused && <SignInRefusal problem={refused.problem} wait={wait} />}
        {proof ? (
          <CodeForm
            busy={busy}
            mayTry={wait === 0}
            submit={(code) => void attempt({ ...proof, code })}
            back={() => {
              setProof(null);
              setRefused(null);
            }}
          />
        ) : (
          <>
            <PasswordForm busy={busy} mayTry={wait === 0} submit={(given) => void attempt(given)} />
            <OtherWays ways={ways} asked={params.get("returnTo")} />
          </>
        )}
      </section>
      {!proof && (
        <p className="open-aside">
          {t("signIn.noAccount")} <Link to="/apply">{t("signIn.apply")}</Link>
        </p>
      )}
    </OpenFrame>
  );
}

/** The seconds until the next try may be made. */
function useWait(refused: Refused | null): number {
  const now = useNow();
  const seconds = refused?.problem.retryAfterSeconds;
  return refused && seconds ? Math.max(0, Math.ceil((refused.at + seconds * 1000 - now) / 1000)) : 0;
}

const OUTSIDE_ERRORS = ["no-account", "refused", "expired", "unavailable", "unverified", "second-factor"];

function outsideError(code: string | null, t: TFunction<"open">): string {
  return code && OUTSIDE_ERRORS.includes(code) ? t(`signIn.outside.${code}`) : t("signIn.outside.other", { code });
}

interface FormProps {
  busy: boolean;
  mayTry: boolean;
}

function PasswordForm({ busy, mayTry, submit }: FormProps & { submit: (proof: Proof) => void }) {
  const { t } = useTranslation("open");
  return (
    <Form layout="vertical" requiredMark={false} onFinish={submit} disabled={busy} aria-label={t("signIn.title")}>
      <Form.Item name="email" label={t("signIn.email")} rules={[{ required: true, message: t("signIn.emailMissing") }]}>
        <Input autoFocus type="email" autoComplete="username" inputMode="email" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={t("signIn.password")} rules={[{ required: true, message: t("signIn.passwordMissing") }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy} disabled={!mayTry}>
        {t("signIn.submit")}
      </Button>
    </Form>
  );
}

function CodeForm({ busy, mayTry, submit, back }: FormProps & { submit: (code: string) => void; back: () => void }) {
  const { t } = useTranslation("open");
  return (
    <Form layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => submit(code.replace(/\s/g, ""))} disabled={busy}>
      <Form.Item name="code" label={t("signIn.code")} extra={t("signIn.codeHelp")} rules={[{ required: true, message: t("signIn.codeMissing") }]}>
        <Input autoFocus autoComplete="one-time-code" spellCheck={false} className="mono" />
      </Form.Item>
      <Button type="primary" htmlType="submit" block loading={busy} disabled={!mayTry}>
        {t("signIn.continue")}
      </Button>
      <Button type="link" block onClick={back} disabled={false}>
        {t("signIn.back")}
      </Button>
    </Form>
  );
}

/** Signing in by way of the house's own account, where there is one. */
function OtherWays({ ways: { oidc }, asked }: { ways: SignInWays; asked: string | null }) {
  const { t } = useTranslation("open");
  if (!oidc) return null;
  return (
    <>
      <Divider plain>{t("signIn.or")}</Divider>
      <Button block href={`${oidc.startUrl}?returnTo=${encodeURIComponent(returnTo(asked))}`} onClick={() => chooseOrganisation(null)}>
        {t("signIn.with", { name: oidc.name })}
      </Button>
    </>
  );
}
