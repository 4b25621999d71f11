import { App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api } from "../api/client";
import { asProblem } from "../api/problem";
import { can, useMe } from "../api/session";
import { useFormat } from "../ui/figures";
import { Refusal } from "../ui/Refusal";

const YUAN = /^\d{1,9}(\.\d{1,2})?$/;

/** Books a payment. One form is one payment, however often its button is pressed. */
export function TopUp({ id, name, balanceYuan, changed }: { id: string; name: string; balanceYuan: string; changed: () => void }) {
  const { t } = useTranslation("operator");
  const { message } = App.useApp();
  const format = useFormat();
  const [key, setKey] = useState<string>();
  const [amount, setAmount] = useState("");
  const [reference, setReference] = useState("");
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  if (!can(useMe(), "FINANCE")) return null;
  const right = YUAN.test(amount) && Number(amount) > 0;
  const problem = error ? asProblem(error) : undefined;

  const open = () => {
    setKey(crypto.getRandomValues(new Uint32Array(4)).join("-"));
    setAmount("");
    setReference("");
    setError(undefined);
  };
  const book = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await api.POST("/v1/operator/organisations/{id}/top-ups", {
        params: { path: { id }, header: { "Idempotency-Key": key } },
        body: { amountYuan: Number(amount).toFixed(2), reference: reference.trim() },
      });
      message.success(t("topUp.done", { name, amount: format.money(Number(amount).toFixed(2)) }));
      setKey(undefined);
      changed();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <Button type="primary" onClick={open}>
        {t("topUp.act")}
      </Button>
      <Modal
        open={key !== undefined}
        title={t("topUp.to", { name })}
        okText={t("topUp.book")}
        cancelText={t("common:action.cancel")}
        okButtonProps={{ loading: busy, disabled: !right || reference.trim() === "" }}
        onCancel={() => setKey(undefined)}
        onOk={() => void book()}
      >
        <Form layout="vertical" component="div">
          <Form.Item label={t("topUp.amount")} htmlFor="top-up-amount" help={problem?.field === "amountYuan" ? problem.detail : amount && !right ? t("topUp.amountWrong") : undefined} validateStatus={amount && !right ? "error" : undefined}>
            <Input id="top-up-amount" prefix="¥" inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value.trim())} />
          </Form.Item>
          <Form.Item label={t("topUp.reference")} htmlFor="top-up-reference" extra={t("topUp.referenceHint")}>
            <Input id="top-up-reference" value={reference} maxLength={200} onChange={(event) => setReference(event.target.value)} />
          </Form.Item>
        </Form>
        {right && <p>{t("topUp.after", { before: format.money(balanceYuan), after: format.money((Number(balanceYuan) + Number(amount)).toFixed(2)) })}</p>}
        <Refusal error={error} />
      </Modal>
    </>
  );
}
