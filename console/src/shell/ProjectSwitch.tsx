import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { query } from "../api/client";
import { read, write } from "../api/organisation";
import type { Me } from "../api/session";
import { useAddress } from "../ui/address";

const KEY = "penstock.project";

/** The project that lists are narrowed to; undefined for all of them. The address wins over the browser's memory. */
export function useProject(): string | undefined {
  const { get } = useAddress();
  return get("project") ?? read(KEY) ?? undefined;
}

export function ProjectSwitch({ me }: { me: Me }) {
  const { t } = useTranslation("common");
  const { set } = useAddress();
  const chosen = useProject();
  const approved = me.organisations.find((seat) => seat.id === me.organisationId)?.state === "APPROVED";
  const projects = query.useQuery("get", "/v1/projects", { params: { query: { limit: 500 } } }, { enabled: approved && !me.staff });
  if (me.staff || !projects.data) return null;
  const options = projects.data.items.map((project) => ({ value: project.name, label: project.name }));
  return (
    <Select
      className="shell-optional"
      variant="borderless"
      aria-label={t("shell.project")}
      value={options.some((option) => option.value === chosen) ? chosen : ""}
      options={[{ value: "", label: t("shell.allProjects") }, ...options]}
      popupMatchSelectWidth={false}
      onChange={(value: string) => {
        write(KEY, value || null);
        set({ project: value || null });
      }}
    />
  );
}
