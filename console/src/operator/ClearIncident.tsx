import { App, Button, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { Refusal } from "../ui/Refusal";

/** Says that an incident is over, which asks why. */
export function ClearIncident({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useTranslation("operator");
  const { message } = App.useApp();
  const [asks, setAsks] = useState(false);
  const [note, setNote] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const clear = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await api.POST("/v1/incidents/{id}/clear", { params: { path: { id } }, body: { note: note.trim() } });
      setAsks(false);
      message.success(t("incident.cleared"));
      changed();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button onClick={() => setAsks(true)}>{t("incident.clear")}</Button>
      <Modal open={asks} title={t("incident.clear")} okText={t("incident.clear")} cancelText={t("common:action.cancel")} okButtonProps={{ loading: busy, disabled: note.trim() === "" }} onOk={() => void clear()} onCancel={() => setAsks(false)}>
        <p>{t("incident.clearText")}</p>
        <Input aria-label={t("incident.note")} value={note} maxLength={1000} onChange={(event) => setNote(event.target.value)} />
        <Refusal error={error} />
      </Modal>
    </>
  );
}
