import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { Field } from "../ui/Field";
import { useFormat } from "../ui/figures";
import type { Reference } from "./reference";

const MANY = 500;

interface Props {
  project: string;
  value?: Reference;
  change: (value: Reference) => void;
  error?: string;
}

/** A model of the project and one of its versions, the latest unless another is chosen. */
export function ModelField({ project, value, change, error }: Props) {
  const { t } = useTranslation("endpoints");
  const format = useFormat();
  const models = query.useQuery("get", "/v1/models", { params: { query: { project, limit: MANY } } });
  const model = models.data?.items.find((each) => each.name === value?.name);
  const versions = query.useQuery("get", "/v1/models/{id}/versions", { params: { path: { id: model?.id ?? "" }, query: { limit: MANY } } }, { enabled: Boolean(model) });
  const version = value?.version ?? model?.latestVersion;
  const isUnknown = Boolean(value && models.data && !model);
  const isUnknownVersion = Boolean(model && versions.data && !versions.data.items.some((each) => each.version === version));
  const wrong = error ?? (isUnknown ? t("new.unknown", { name: value?.name }) : undefined);
  const wrongVersion = isUnknownVersion ? t("new.unknownVersion", { name: model?.name, version }) : undefined;
  const label = (each: { version: number; createdAt: string; metrics: Record<string, number> }) =>
    [`@${each.version}`, each.metrics.accuracy !== undefined && t("new.accuracy", { value: format.percent(each.metrics.accuracy, 1) }), format.exact(each.createdAt).slice(0, -3)].filter(Boolean).join(" · ");
  return (
    <div className="deploy-model">
      <Field label={t("field.model")} help={models.data?.items.length === 0 && t("new.noModelInProject", { project })} error={wrong}>
        {(field) => (
          <Select
            {...field}
            showSearch
            loading={models.isPending}
            placeholder={t("new.pickModel")}
            value={value?.name}
            options={models.data?.items.filter((each) => each.latestVersion).map((each) => ({ value: each.name, label: each.name }))}
            onChange={(name: string) => change({ name })}
          />
        )}
      </Field>
      <Field label={t("field.version")} error={wrongVersion}>
        {(field) => (
          <Select
            {...field}
            disabled={!model}
            loading={Boolean(model) && versions.isPending}
            placeholder={t("new.pickVersion")}
            value={model ? version : undefined}
            options={versions.data?.items.map((each) => ({ value: each.version, label: label(each) }))}
            onChange={(chosen: number) => model && change({ name: model.name, version: chosen })}
          />
        )}
      </Field>
    </div>
  );
}
