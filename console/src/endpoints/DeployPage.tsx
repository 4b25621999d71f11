import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { api, query, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { saidOf } from "../notebooks/CreateNotebook";
import { FlavourField } from "../notebooks/FlavourField";
import { freeName } from "../samples/digits";
import { useProject } from "../shell/ProjectSwitch";
import { useAddress } from "../ui/address";
import { EmptyState } from "../ui/EmptyState";
import { Field } from "../ui/Field";
import { LinkButton } from "../ui/LinkButton";
import { Page, Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { ModelField } from "./ModelField";
import { Price } from "./Price";
import { parseReference, type Reference } from "./reference";
import "../jobs/jobs.css";
import "./endpoints.css";

const MANY = 500;
const FIELDS = ["name", "model", "flavour", "project"];

/** Serves a version of a model: which one, under what name, on what, and for how much. */
export function DeployPage() {
  const { t } = useTranslation("endpoints");
  const { get } = useAddress();
  const chosen = useProject();
  const [project, setProject] = useState(chosen ?? "default");
  const [model, setModel] = useState<Reference | undefined>(parseReference(get("model")));
  const [flavour, setFlavour] = useState(get("flavour") ?? "cpu.small");
  const [typed, setTyped] = useState<string | undefined>(get("name"));
  const models = query.useQuery("get", "/v1/models", { params: { query: { project, limit: MANY } } });
  const found = models.data?.items.find((each) => each.name === model?.name);
  const version = model?.version ?? found?.latestVersion;
  const reference = model && version ? `${model.name}@${version}` : "";
  const suggested = useFreeName(model?.name);
  const name = typed ?? suggested;
  const { deploy, problem } = useDeploy({ name, model: reference, flavour, project });
  const none = models.data && !models.data.items.some((each) => each.latestVersion) && project === "default";
  return (
    <Page
      title={t("new.title")}
      trail={<Link to="/endpoints">{t("list.title")}</Link>}
      command={`penstock endpoint deploy ${name || "NAME"} --model ${reference || "NAME@VERSION"} --flavour ${flavour}${project === "default" ? "" : ` --project ${project}`} --wait`}
    >
      {none ? (
        <EmptyState title={t("new.noModel")} text={t("new.noModelText")} action={<LinkButton type="primary" to="/home/try">{t("list.sample")}</LinkButton>} command="penstock job submit --follow job.yaml" />
      ) : (
        <div className="wide-left">
          <Section title={t("new.what")}>
            <form
              className="deploy-form"
              onSubmit={(event) => {
                event.preventDefault();
                deploy.mutate();
              }}
            >
              <ProjectField value={project} change={setProject} error={saidOf(problem, "project")} />
              <ModelField project={project} value={model} change={setModel} error={saidOf(problem, "model")} />
              <Field label={t("new.name")} help={t("new.nameHelp")} error={saidOf(problem, "name")}>
                {(field) => <Input {...field} maxLength={63} className="mono" value={name} onChange={(event) => setTyped(event.target.value)} />}
              </Field>
              <FlavourField value={flavour} change={setFlavour} error={saidOf(problem, "flavour")} />
              {problem && !FIELDS.includes(problem.field ?? "") && <Refusal error={deploy.error} />}
              <div>
                <Button type="primary" htmlType="submit" loading={deploy.isPending} disabled={!reference || !name}>
                  {t("new.ok")}
                </Button>
              </div>
            </form>
          </Section>
          <Price flavour={flavour} />
        </div>
      )}
    </Page>
  );
}

/** The model's own name, or one with a number behind it where that serves already. */
function useFreeName(model: string | undefined): string {
  const endpoints = query.useQuery("get", "/v1/endpoints", { params: { query: { q: model, limit: MANY } } }, { enabled: Boolean(model) });
  if (!model || !endpoints.data) return "";
  const open = endpoints.data.items.filter((endpoint) => !["STOPPED", "FAILED"].includes(endpoint.state));
  return freeName(model, open.map((endpoint) => endpoint.name));
}

function useDeploy(body: Schemas["NewEndpoint"]) {
  const go = useNavigate();
  const queries = useQueryClient();
  const deploy = useMutation({
    mutationFn: async () => (await api.POST("/v1/endpoints", { body })).data as Schemas["EndpointView"],
    onSuccess: (endpoint) => {
      void queries.invalidateQueries({ queryKey: ["get", "/v1/endpoints"] });
      void go(`/endpoints/${endpoint.id}`);
    },
  });
  return { deploy, problem: deploy.error ? asProblem(deploy.error) : undefined };
}

function ProjectField({ value, change, error }: { value: string; change: (project: string) => void; error?: string }) {
  const { t } = useTranslation("endpoints");
  const projects = query.useQuery("get", "/v1/projects", { params: { query: { limit: MANY } } });
  if ((projects.data?.items.length ?? 0) <= 1 && !error) return null;
  return (
    <Field label={t("field.project")} error={error}>
      {(field) => <Select {...field} value={value} options={projects.data?.items.map((each) => ({ value: each.name, label: each.name }))} onChange={change} />}
    </Field>
  );
}
