import { App, Button, Modal } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { api, query, type Schemas } from "../api/client";
import type { Organisation } from "../queues/shares";
import { When } from "../ui/figures";
import { Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { Status } from "../ui/Status";
import { MaintenanceForm } from "./MaintenanceForm";
import { ReservationForm } from "./ReservationForm";

/** More names than that are folded away. */
const NAMED = 4;
const MOST = { params: { query: { limit: 500 } } };

/** Takes something planned back; it asks first, and names what is lost. */
function Removal({ title, text, act, ask, done, changed }: { title: string; text: string; act: string; ask: () => Promise<unknown>; done: string; changed: () => void }) {
  const { t } = useTranslation("queues");
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await ask();
      setOpen(false);
      void message.success(done);
      changed();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {act}
      </Button>
      <Modal open={open} title={title} okText={act} cancelText={t("common:action.cancel")} okButtonProps={{ danger: true, loading: busy }} onOk={() => void remove()} onCancel={() => setOpen(false)}>
        <p>{text}</p>
        <Refusal error={error} />
      </Modal>
    </>
  );
}

/** A short list with its own scroll, for both kinds of plans. */
function Plans<Row extends { id: string }>({ title, heads, rows, none, cells, remove }: { title: string; heads: string[]; rows: Row[]; none: string; cells: (row: Row) => ReactNode[]; remove: (row: Row) => ReactNode }) {
  const { t } = useTranslation("queues");
  if (rows.length === 0) return <p className="muted">{none}</p>;
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={title}>
      <table className="plain">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">{t("tree.actions")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {cells(row).map((cell, index) => (
                <td key={heads[index]}>{cell}</td>
              ))}
              <td className="right">{remove(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The nodes that a reservation has now, and how many it lacks. */
function On({ reservation }: { reservation: Schemas["ReservationView"] }) {
  const { t } = useTranslation("queues");
  const { onNodes, missingNodes } = reservation;
  if (!onNodes) return <span className="muted">{t("reservation.notSeen")}</span>;
  const names = onNodes.join(t("plan.and"));
  return (
    <>
      {onNodes.length > NAMED ? (
        <details>
          <summary>{t("reservation.has", { count: onNodes.length })}</summary>
          {names}
        </details>
      ) : (
        names
      )}
      {missingNodes ? (
        <div>
          <Status state="warning" word={t("reservation.missing", { count: missingNodes })} />
        </div>
      ) : null}
    </>
  );
}

/** Room that is kept in advance. */
export function ReservationsSection({ organisations }: { organisations: Organisation[] }) {
  const { t } = useTranslation("queues");
  const list = query.useQuery("get", "/v1/reservations", MOST);
  const [making, setMaking] = useState(false);
  const changed = () => void list.refetch();
  const each = (it: Schemas["ReservationView"]) => it.flavour ?? t("reservation.each", { count: it.cards, model: it.cardModel });
  return (
    <Section title={t("reservation.title")} actions={<Button onClick={() => setMaking(true)}>{t("reservation.new")}</Button>}>
      <Refusal error={list.error} retry={changed} />
      {list.data && (
        <Plans
          title={t("reservation.title")}
          none={t("reservation.none")}
          rows={list.data.items}
          heads={[t("reservation.whose"), t("plan.from"), t("plan.to"), t("reservation.nodes"), t("reservation.of"), t("reservation.on"), t("plan.reason"), t("plan.madeBy")]}
          cells={(it) => [
            it.projectName ? `${it.organisationName ?? it.organisation} · ${it.projectName}` : (it.organisationName ?? it.organisation),
            <When at={it.from} absolute />,
            <When at={it.to} absolute />,
            it.nodes,
            each(it),
            <On reservation={it} />,
            it.reason,
            it.madeBy,
          ]}
          remove={(it) => (
            <Removal
              title={t("reservation.ask", { name: it.organisationName ?? it.organisation })}
              text={t("reservation.askText")}
              act={t("plan.remove")}
              done={t("reservation.removed")}
              ask={() => api.DELETE("/v1/reservations/{id}", { params: { path: { id: it.id } } })}
              changed={changed}
            />
          )}
        />
      )}
      {making && <ReservationForm organisations={organisations} close={() => setMaking(false)} changed={changed} />}
    </Section>
  );
}

/** When nothing may run on some nodes. */
export function MaintenanceSection() {
  const { t } = useTranslation("queues");
  const list = query.useQuery("get", "/v1/maintenance", MOST);
  const [making, setMaking] = useState(false);
  const changed = () => void list.refetch();
  return (
    <Section title={t("maintenance.title")} actions={<Button onClick={() => setMaking(true)}>{t("maintenance.new")}</Button>}>
      <Refusal error={list.error} retry={changed} />
      {list.data && (
        <Plans
          title={t("maintenance.title")}
          none={t("maintenance.none")}
          rows={list.data.items}
          heads={[t("maintenance.nodes"), t("plan.from"), t("plan.to"), t("plan.reason"), t("plan.madeBy")]}
          cells={(it) => [it.nodes.join(t("plan.and")), <When at={it.from} absolute />, <When at={it.to} absolute />, it.reason, it.madeBy]}
          remove={(it) => (
            <Removal
              title={t("maintenance.ask")}
              text={t("maintenance.askText", { nodes: it.nodes.join(t("plan.and")) })}
              act={t("plan.remove")}
              done={t("maintenance.removed")}
              ask={() => api.DELETE("/v1/maintenance/{id}", { params: { path: { id: it.id } } })}
              changed={changed}
            />
          )}
        />
      )}
      {making && <MaintenanceForm close={() => setMaking(false)} changed={changed} />}
    </Section>
  );
}
