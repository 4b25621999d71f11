import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { query } from "../api/client";
import { can, useMe } from "../api/session";
import { Branches } from "../queues/Branches";
import type { Organisation, Project } from "../queues/shares";
import { EmptyState } from "../ui/EmptyState";
import { When } from "../ui/figures";
import { Page, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { MaintenanceSection, ReservationsSection } from "./Planned";
import { RightsForm } from "./RightsForm";
import { WhatIfSection } from "./WhatIf";
import "./operator.css";

/** Who may have how much, what is kept for whom, and when nodes are worked on. */
export function QueuesPage() {
  const { t } = useTranslation("queues");
  const operates = can(useMe(), "OPERATE");
  // what is used changes with every start; only ends and arrivals are told
  const tree = query.useQuery("get", "/v1/queues", {}, { refetchInterval: 15_000, enabled: operates });
  const [editing, setEditing] = useState<{ organisation: Organisation; project?: Project }>();
  const organisations = tree.data?.organisations ?? [];
  return (
    <Page title={t("title")} aside={tree.data && <span className="muted">{t("at")} <When at={tree.data.at} absolute /></span>} command="penstock queue tree">
      <Refusal error={tree.error} retry={() => void tree.refetch()} />
      {tree.data && organisations.length === 0 && <EmptyState title={t("tree.nobody")} text={t("tree.nobodyText")} />}
      {organisations.length > 0 && (
        <Section title={t("tree.title")}>
          <p className="muted queues-note">{t("tree.note")}</p>
          <Branches
            organisations={organisations}
            name={(each) => <Link to={`/operator/tenants/${each.id}`}>{each.name}</Link>}
            action={(organisation, project) => (
              <Button size="small" aria-label={t("rights.editOf", { name: project ? `${organisation.name} · ${project.name}` : organisation.name })} onClick={() => setEditing({ organisation, project })}>
                {t("rights.edit")}
              </Button>
            )}
          />
        </Section>
      )}
      {operates && <ReservationsSection organisations={organisations} />}
      {operates && <MaintenanceSection />}
      {operates && organisations.length > 0 && <WhatIfSection organisations={organisations} />}
      {editing && <RightsForm organisation={editing.organisation} project={editing.project} close={() => setEditing(undefined)} changed={() => void tree.refetch()} />}
    </Page>
  );
}
