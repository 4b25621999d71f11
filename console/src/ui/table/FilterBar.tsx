import { SearchOutlined } from "@ant-design/icons";
import { Input, Select } from "antd";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useAddress } from "../address";

/** A choice that narrows a list; `key` is its name in the address and in the API alike. */
export interface Filter {
  key: string;
  label: string;
  options: { value: string; label: string }[];
}

const PAUSE_MS = 250;

/** What narrows a list, kept in the page's address. */
export function FilterBar({ filters, search, toolbar }: { filters: Filter[]; search?: string; toolbar?: ReactNode }) {
  const { t } = useTranslation("common");
  const { get, set } = useAddress();
  return (
    <div className="filters" role="search">
      {search && <SearchBox placeholder={search} />}
      {filters.map((filter) => (
        <Select
          key={filter.key}
          allowClear
          aria-label={filter.label}
          placeholder={filter.label}
          value={get(filter.key)}
          options={filter.options}
          onChange={(value: string | undefined) => set({ [filter.key]: value })}
          popupMatchSelectWidth={false}
          style={{ minWidth: 130 }}
        />
      ))}
      <span className="filters-space" />
      {toolbar}
      <span className="sr-only">{t("list.filters")}</span>
    </div>
  );
}

function SearchBox({ placeholder }: { placeholder: string }) {
  const { get, set } = useAddress();
  const [text, setText] = useState(get("q") ?? "");
  const shown = get("q") ?? "";
  useEffect(() => {
    if (text.trim() === shown) return;
    // a request for each letter would be as many answers thrown away
    const timer = setTimeout(() => set({ q: text.trim() }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, shown, set]);
  return (
    <Input
      allowClear
      prefix={<SearchOutlined aria-hidden="true" />}
      aria-label={placeholder}
      placeholder={placeholder}
      value={text}
      onChange={(event) => setText(event.target.value)}
      style={{ width: 240 }}
    />
  );
}
