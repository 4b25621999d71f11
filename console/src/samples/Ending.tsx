import { useQueryClient } from "@tanstack/react-query";
import { App, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { api, query } from "../api/client";
import { Duration, Money, useFormat } from "../ui/figures";
import { Figure, Figures, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { useCosts } from "./useCosts";
import type { Run } from "./trail";

/** It works: what came of it, how to stop paying for it, and where to go from here. */
export function Ending({ run, again }: { run: Run; again: () => void }) {
  const { t } = useTranslation("samples");
  const format = useFormat();
  const { job, endpoint, asked, modelId, model } = run.trail;
  const cost = useCosts(run);
  return (
    <Section
      title={t("ending.title")}
      actions={<Button onClick={again}>{t("again")}</Button>}
    >
      <Figures>
        <Figure label={t("ending.accuracy")} value={asked ? format.percent(asked.right / asked.total, 2) : "–"} note={asked && t("ending.of", { right: asked.right, total: asked.total })} />
        <Figure label={t("ending.training")} value={job?.startedAt ? <Duration from={job.startedAt} to={job.endedAt} /> : "–"} note={job?.flavour} />
        <Figure label={t("ending.cost")} value={cost === undefined ? "–" : <Money yuan={cost} />} note={t("ending.costNote")} />
      </Figures>
      {endpoint && <Cleaning id={endpoint.id} />}
      <ul className="try-next">
        {endpoint && (
          <li>
            <Link to={`/endpoints/${endpoint.id}`}>{t("ending.play")}</Link>
            <span className="muted">{t("ending.playText")}</span>
          </li>
        )}
        {job && (
          <li>
            <Link to={`/jobs/${job.id}`}>{t("ending.job")}</Link>
            <span className="muted">{t("ending.jobText")}</span>
          </li>
        )}
        {modelId && model && (
          <li>
            <Link to={`/models/${modelId}`}>{t("ending.model", { model: `${model.name}@${model.version}` })}</Link>
            <span className="muted">{t("ending.modelText")}</span>
          </li>
        )}
        <li>
          <Link to="/jobs/new">{t("ending.own")}</Link>
          <span className="muted">{t("ending.ownText")}</span>
        </li>
      </ul>
    </Section>
  );
}

/** The endpoint costs money as long as it stands: this takes it down. */
function Cleaning({ id }: { id: string }) {
  const { t } = useTranslation("samples");
  const { modal, message } = App.useApp();
  const queries = useQueryClient();
  const [refused, setRefused] = useState<unknown>(null);
  const found = query.useQuery("get", "/v1/endpoints/{id}", { params: { path: { id } } });
  const flavours = query.useQuery("get", "/v1/flavours", {});
  const format = useFormat();
  const endpoint = found.data;
  if (!endpoint) return <Refusal error={found.error} />;
  const remove = async () => {
    setRefused(null);
    try {
      await api.DELETE("/v1/endpoints/{id}", { params: { path: { id } } });
      void message.success(t("ending.deleted", { name: endpoint.name }));
    } catch (error) {
      setRefused(error);
    }
    await queries.invalidateQueries({ queryKey: ["get", "/v1/endpoints/{id}"] });
  };
  const ask = () =>
    modal.confirm({
      title: t("ending.deleteTitle", { name: endpoint.name }),
      content: t("ending.deleteText"),
      okText: t("ending.delete"),
      okButtonProps: { danger: true },
      cancelText: t("common:action.cancel"),
      onOk: remove,
    });
  const perHour = flavours.data?.items.find((flavour) => flavour.name === endpoint.flavour)?.perHourYuan;
  const gone = ["STOPPING", "STOPPED", "FAILED"].includes(endpoint.state);
  return (
    <div className="try-cleaning">
      <span>{gone ? t("ending.gone", { name: endpoint.name }) : t("ending.running", { name: endpoint.name, price: perHour ? format.money(perHour) : "–" })}</span>
      {!gone && (
        <Button danger onClick={ask}>
          {t("ending.delete")}
        </Button>
      )}
      <Refusal error={refused} />
    </div>
  );
}
