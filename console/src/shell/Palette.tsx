import { Input, Modal } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { query } from "../api/client";
import type { Me } from "../api/session";
import { navigationOf } from "./navigation";

interface Hit {
  key: string;
  kind: string;
  name: string;
  to: string;
}

const FEW = { limit: 5 };

/** Finds any page, job, dataset, model or endpoint by a part of its name. */
export function Palette({ me, close }: { me: Me; close: () => void }) {
  const { t } = useTranslation("common");
  const go = useNavigate();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const hits = useHits(me, text.trim());
  useEffect(() => setChosen(0), [text]);
  const open = (hit: Hit | undefined) => {
    if (!hit) return;
    close();
    void go(hit.to);
  };
  const keys = (event: React.KeyboardEvent) => {
    if (event.key === "ArrowDown") setChosen((now) => Math.min(now + 1, hits.length - 1));
    else if (event.key === "ArrowUp") setChosen((now) => Math.max(now - 1, 0));
    else if (event.key === "Enter") open(hits[chosen]);
    else return;
    event.preventDefault();
  };
  return (
    <Modal open onCancel={close} footer={null} closable={false} title={t("palette.title")}>
      <Input
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="palette-hits"
        aria-activedescendant={hits[chosen] ? `palette-${chosen}` : undefined}
        aria-label={t("palette.title")}
        placeholder={t("palette.placeholder")}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={keys}
      />
      <div id="palette-hits" role="listbox" aria-label={t("palette.title")} className="palette">
        {hits.map((hit, index) => (
          <div key={hit.key} id={`palette-${index}`} role="option" aria-selected={index === chosen} className="palette-hit" onMouseEnter={() => setChosen(index)} onClick={() => open(hit)}>
            <span>{hit.name}</span>
            <span className="muted">{hit.kind}</span>
          </div>
        ))}
      </div>
      {hits.length === 0 && <p className="muted">{t("palette.nothing")}</p>}
    </Modal>
  );
}

function useHits(me: Me, text: string): Hit[] {
  const { t } = useTranslation("common");
  const enabled = text.length > 0 && !me.staff;
  const asked = { params: { query: { q: text, ...FEW } } };
  const jobs = query.useQuery("get", "/v1/jobs", asked, { enabled });
  const datasets = query.useQuery("get", "/v1/datasets", asked, { enabled });
  const models = query.useQuery("get", "/v1/models", asked, { enabled });
  const endpoints = query.useQuery("get", "/v1/endpoints", asked, { enabled });
  return useMemo(() => {
    const pages = navigationOf(me)
      .flatMap((group) => group.entries)
      .map((entry) => ({ key: entry.to, kind: t("palette.page"), name: t(`nav.${entry.word}`), to: entry.to }))
      .filter((page) => page.name.toLowerCase().includes(text.toLowerCase()));
    const of = (kind: string, base: string, items: { id: string; name: string }[] | undefined) =>
      enabled ? (items ?? []).map((item) => ({ key: item.id, kind, name: item.name, to: `${base}/${item.id}` })) : [];
    return [
      ...pages,
      ...of(t("nav.jobs"), "/jobs", jobs.data?.items),
      ...of(t("nav.datasets"), "/datasets", datasets.data?.items),
      ...of(t("nav.models"), "/models", models.data?.items),
      ...of(t("nav.endpoints"), "/endpoints", endpoints.data?.items),
    ];
  }, [me, text, enabled, t, jobs.data, datasets.data, models.data, endpoints.data]);
}
