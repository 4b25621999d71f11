import { DownloadOutlined } from "@ant-design/icons";
import { Alert, Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../ui/Copy";
import { saveText } from "../ui/save";

/** The codes for a day without the phone: shown this once, and gone when they are said to be kept. */
export function RecoveryCodes({ codes, done }: { codes: string[]; done: () => void }) {
  const { t } = useTranslation("account");
  const [kept, setKept] = useState(false);
  const text = codes.join("\n");
  const save = () => saveText("penstock-recovery-codes.txt", `${t("factor.fileHead")}\n\n${text}\n`, "text/plain");
  return (
    <div className="account-codes">
      <Alert type="success" showIcon role="status" title={t("factor.done")} description={t("factor.codesText")} />
      <ul className="mono" aria-label={t("factor.codes")}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="account-actions">
        <Button icon={<DownloadOutlined />} onClick={save}>
          {t("common:action.download")}
        </Button>
        <CopyButton text={text} />
      </div>
      <Checkbox checked={kept} onChange={(event) => setKept(event.target.checked)}>
        {t("factor.kept")}
      </Checkbox>
      <div className="account-actions">
        <Button type="primary" disabled={!kept} onClick={done}>
          {t("factor.close")}
        </Button>
      </div>
    </div>
  );
}
