import { App, Button, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, type Schemas } from "../api/client";
import { can, useMe } from "../api/session";
import { Refusal } from "../ui/Refusal";

type Act = "approve" | "reject" | "suspend" | "resume";

const ACTS: Record<Schemas["TenantProfile"]["state"], Act[]> = {
  APPLIED: ["reject", "approve"],
  APPROVED: ["suspend"],
  REJECTED: ["approve"],
  SUSPENDED: ["resume"],
};

/** What may be decided about an organisation as it stands. A refusal says why: its owner reads it. */
export function Decisions({ organisation, changed }: { organisation: Schemas["TenantProfile"]; changed: () => void }) {
  const { t } = useTranslation("operator");
  const { message } = App.useApp();
  const [act, setAct] = useState<Act>();
  const [reason, setReason] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  if (!can(useMe(), "OPERATE") || organisation.kind === "centre") return null;
  const explains = act === "reject" || act === "suspend";

  const decide = async () => {
    if (!act) return;
    const params = { path: { id: organisation.id } };
    setBusy(true);
    setError(undefined);
    try {
      if (act === "approve") await api.POST("/v1/operator/organisations/{id}/approve", { params });
      if (act === "resume") await api.POST("/v1/operator/organisations/{id}/resume", { params });
      if (act === "reject") await api.POST("/v1/operator/organisations/{id}/reject", { params, body: { reason: reason.trim() } });
      if (act === "suspend") await api.POST("/v1/operator/organisations/{id}/suspend", { params, body: { reason: reason.trim() } });
      message.success(t(`decision.done.${act}`, { name: organisation.name }));
      setAct(undefined);
      setReason("");
      changed();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      {ACTS[organisation.state].map((each) => (
        <Button key={each} type={each === "approve" || each === "resume" ? "primary" : "default"} danger={each === "reject" || each === "suspend"} onClick={() => setAct(each)}>
          {t(`decision.act.${each}`)}
        </Button>
      ))}
      <Modal
        open={act !== undefined}
        title={act && t(`decision.ask.${act}`, { name: organisation.name })}
        okText={act && t(`decision.act.${act}`)}
        cancelText={t("common:action.cancel")}
        okButtonProps={{ loading: busy, danger: explains, disabled: explains && reason.trim() === "" }}
        onCancel={() => setAct(undefined)}
        onOk={() => void decide()}
      >
        {act && <p>{t(`decision.text.${act}`)}</p>}
        {explains && <Input.TextArea aria-label={t("decision.reason")} placeholder={t("decision.reason")} rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />}
        <Refusal error={error} />
      </Modal>
    </>
  );
}
