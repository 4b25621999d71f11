import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { bySize, useFlavourLabel } from "../flavours/shape";
import { Field } from "../ui/Field";

/** A flavour with its price; those of which the centre has no node come last, and can't be chosen. */
export function FlavourField({ value, change, error }: { value: string; change: (flavour: string) => void; error?: string }) {
  const { t } = useTranslation("notebooks");
  const label = useFlavourLabel();
  const flavours = query.useQuery("get", "/v1/flavours");
  const status = query.useQuery("get", "/v1/public/status", {}, { retry: false });
  const none = new Set(status.data?.flavours.filter((each) => each.total === 0).map((each) => each.name));
  const sorted = [...(flavours.data?.items ?? [])].sort((a, b) => Number(none.has(a.name)) - Number(none.has(b.name)) || bySize(a, b));
  return (
    <Field label={t("field.flavour")} error={error}>
      {(field) => <Select {...field} showSearch value={value} options={sorted.map((each) => ({ value: each.name, label: label(each), disabled: none.has(each.name) }))} onChange={change} />}
    </Field>
  );
}
