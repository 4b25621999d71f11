import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Spin } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Status } from "../ui/Status";
import { Enrolling } from "./Enrolling";
import { RecoveryCodes } from "./RecoveryCodes";
import { Removing } from "./Removing";
import { beginEnrolment, findSecondFactor, type Enrolment } from "./second-factor";

const KEY = ["get", "/v1/me/second-factor"];

/** A code from the phone at each sign-in, for whoever wants it or has to have it. */
export function SecondFactorSection() {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const found = useQuery({ queryKey: KEY, queryFn: findSecondFactor });
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [removing, setRemoving] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const refresh = () => queries.invalidateQueries({ queryKey: KEY });
  const begin = async () => {
    setBusy(true);
    setRefused(null);
    try {
      setEnrolment(await beginEnrolment());
    } catch (error) {
      setRefused(error);
    } finally {
      setBusy(false);
    }
  };
  const factor = found.data;
  return (
    <Section title={t("factor.title")} actions={factor && <Status state={factor.enrolled ? "on" : "off"} tone={factor.enrolled ? "good" : factor.required ? "warn" : "off"} word={t(factor.enrolled ? "factor.on" : "factor.off")} />}>
      <Refusal error={found.error} retry={() => void found.refetch()} />
      {!factor && !found.error && <Spin />}
      <Refusal error={refused} />
      {codes && <RecoveryCodes codes={codes} done={() => setCodes(null)} />}
      {enrolment && (
        <Enrolling
          enrolment={enrolment}
          cancel={() => setEnrolment(null)}
          confirmed={(recoveryCodes) => {
            setEnrolment(null);
            setCodes(recoveryCodes);
            void refresh();
          }}
        />
      )}
      {removing && (
        <Removing
          cancel={() => setRemoving(false)}
          removed={() => {
            setRemoving(false);
            void refresh();
          }}
        />
      )}
      {factor && !enrolment && !codes && !removing && (
        <>
          <p className="muted">{t(factor.enrolled ? "factor.onText" : factor.required ? "factor.requiredText" : "factor.offText")}</p>
          {factor.enrolled && factor.recoveryCodesLeft !== undefined && <p className="muted">{t("factor.left", { count: factor.recoveryCodesLeft })}</p>}
          <div className="account-actions">
            {factor.enrolled ? (
              <Button danger onClick={() => setRemoving(true)}>
                {t("factor.remove")}
              </Button>
            ) : (
              <Button type={factor.required ? "primary" : "default"} loading={busy} onClick={() => void begin()}>
                {t("factor.begin")}
              </Button>
            )}
          </div>
        </>
      )}
    </Section>
  );
}
