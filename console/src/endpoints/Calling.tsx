import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import type { Schemas } from "../api/client";
import { Command } from "../ui/Copy";
import { Section } from "../ui/Page";
import { useSignature } from "./acts";
import type { Tensor } from "./protocol";

/** How a program calls the endpoint, and what it takes. */
export function Calling({ endpoint }: { endpoint: Schemas["EndpointView"] }) {
  const { t } = useTranslation("endpoints");
  const signature = useSignature(endpoint);
  const address = window.location.origin + endpoint.url;
  return (
    <Section title={t("call.title")}>
      <div className="endpoint-call">
        <p>
          {t("call.text")} <Link to="/organisation">{t("call.keys")}</Link>
        </p>
        <Command>{`penstock endpoint infer ${endpoint.name} --json-file request.json`}</Command>
        <Command>{`curl -H "Authorization: Bearer $PENSTOCK_KEY" -H "Content-Type: application/json" -d @request.json ${address}/infer`}</Command>
        {signature.data && (
          <>
            <Tensors title={t("call.inputs")} tensors={signature.data.inputs} />
            <Tensors title={t("call.outputs")} tensors={signature.data.outputs} />
            <p className="muted endpoint-small">{t("call.shape")}</p>
          </>
        )}
      </div>
    </Section>
  );
}

function Tensors({ title, tensors }: { title: string; tensors: Tensor[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul className="endpoint-tensors">
        {tensors.map((tensor) => (
          <li key={tensor.name} className="mono">
            {tensor.name} <span className="muted">{tensor.datatype} [{tensor.shape.join(", ")}]</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
