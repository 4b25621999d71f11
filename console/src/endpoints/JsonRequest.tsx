import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../ui/Field";
import { exampleRequest, pretty, type Signature } from "./protocol";

interface Props {
  signature: Signature;
  ask: (request: string) => void;
  asking: boolean;
}

/** A request as it is written, begun with an example of the right shape. */
export function JsonRequest({ signature, ask, asking }: Props) {
  const { t } = useTranslation("endpoints");
  const example = pretty(exampleRequest(signature));
  const [text, setText] = useState(example);
  const [broken, setBroken] = useState<string>();
  const send = () => {
    try {
      JSON.parse(text);
    } catch (error) {
      setBroken((error as Error).message);
      return;
    }
    setBroken(undefined);
    ask(text);
  };
  return (
    <form
      className="play-json"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field label={t("play.editor")} help={t("play.editorHelp")} error={broken && t("play.broken", { reason: broken })}>
        {(field) => (
          <Input.TextArea
            {...field}
            className="mono"
            spellCheck={false}
            autoSize={{ minRows: 10, maxRows: 20 }}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
            }}
          />
        )}
      </Field>
      <div className="play-tools">
        <Button type="primary" htmlType="submit" loading={asking}>
          {t("play.send")}
        </Button>
        {text !== example && (
          <Button
            onClick={() => {
              setText(example);
              setBroken(undefined);
            }}
          >
            {t("play.reset")}
          </Button>
        )}
      </div>
    </form>
  );
}
