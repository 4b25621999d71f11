import { useTranslation } from "react-i18next";
import { CopyButton } from "../ui/Copy";

interface Props {
  /** The key itself, where it is known. */
  secret?: string;
  /** Whether the key can call endpoints and do nothing else. */
  infersOnly?: boolean;
}

/** The three ways to use a key, ready to be pasted. */
export function KeyUse({ secret = "pk_…", infersOnly = false }: Props) {
  const { t } = useTranslation("organisation");
  const url = window.location.origin;
  const command = infersOnly ? "penstock endpoint infer NAME --json-file request.json" : "penstock job ls";
  const address = infersOnly ? `--json @request.json ${url}/v2/models/NAME/infer` : `${url}/v1/me`;
  const ways = [
    { word: t("use.env"), text: `export PENSTOCK_URL=${url}\nexport PENSTOCK_KEY=${secret}\n${command}` },
    { word: t("use.login"), text: `penstock --url ${url} login --key-stdin` },
    { word: t("use.curl"), text: `curl -H "Authorization: Bearer ${secret}" ${address}` },
  ];
  return (
    <div className="org-use">
      {ways.map(({ word, text }) => (
        <div key={word}>
          <h3>
            {word} <CopyButton text={text} />
          </h3>
          <pre>{text}</pre>
        </div>
      ))}
    </div>
  );
}
