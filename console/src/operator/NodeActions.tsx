import { App, Button, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { can, useMe } from "../api/session";
import { Refusal } from "../ui/Refusal";
import { nodeState, type Node } from "./floor";
import { PlaceForm } from "./PlaceForm";

/** Saying where a node hangs; draining it and taking it back. */
export function NodeActions({ node, changed }: { node: Node; changed: () => void }) {
  const { t } = useTranslation("operator");
  const [places, setPlaces] = useState(false);
  if (!can(useMe(), "OPERATE")) return null;
  return (
    <span className="node-actions">
      <Button size="small" aria-label={t("place.title", { name: node.name })} onClick={() => setPlaces(true)}>
        {t("place.act")}
      </Button>
      <Draining node={node} changed={changed} />
      {places && <PlaceForm node={node} close={() => setPlaces(false)} changed={changed} />}
    </span>
  );
}

/** Draining a node, which asks why, and taking it back. */
function Draining({ node, changed }: { node: Node; changed: () => void }) {
  const { t } = useTranslation("operator");
  const { message } = App.useApp();
  const [asks, setAsks] = useState(false);
  const [reason, setReason] = useState("");
  const [within, setWithin] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);

  const act = async (call: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setError(undefined);
    try {
      await call();
      setAsks(false);
      message.success(done);
      changed();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  const path = { name: node.name };
  if (nodeState(node) === "draining") {
    return (
      <>
        <Button size="small" loading={busy} onClick={() => void act(() => api.POST("/v1/operator/nodes/{name}/resume", { params: { path } }), t("node.resumed", path))}>
          {t("node.resume")}
        </Button>
        <Refusal error={error} />
      </>
    );
  }
  return (
    <>
      <Button size="small" onClick={() => setAsks(true)}>
        {t("node.drain")}
      </Button>
      <Modal
        open={asks}
        title={t("node.drainTitle", path)}
        okText={t("node.drain")}
        cancelText={t("common:action.cancel")}
        okButtonProps={{ loading: busy, danger: true }}
        onCancel={() => setAsks(false)}
        onOk={() => void act(() => api.POST("/v1/operator/nodes/{name}/drain", { params: { path }, body: { reason: reason.trim() || undefined, within: within.trim() || undefined } }), t("node.drained", path))}
      >
        <p>{t("node.drainText")}</p>
        <Input aria-label={t("node.reason")} placeholder={t("node.reasonHint")} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        <Input className="node-within" aria-label={t("node.within")} placeholder={t("node.withinHint")} value={within} maxLength={10} onChange={(event) => setWithin(event.target.value)} />
        <Refusal error={error} />
      </Modal>
    </>
  );
}
