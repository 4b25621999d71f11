import { useMutation, useQueryClient } from "@tanstack/react-query";
import { App, Spin } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { api, type Schemas } from "../api/client";
import { asProblem } from "../api/problem";
import { Page } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { QuoteBar } from "./QuoteBar";
import { errorAt } from "./part";
import { SpecForm } from "./SpecForm";
import { KEYS, lineOf, type Doc } from "./spec/yaml";
import { useStart } from "./start";
import { useQuote } from "./useQuote";
import { useSpec } from "./useSpec";
import { YamlPane } from "./YamlPane";
import "./jobs.css";

/** Submits a job: a form, its YAML, and what it would cost. */
export function SubmitPage() {
  const { t } = useTranslation("jobs");
  const { doc, from, error } = useStart();
  const title = from ? t("submit.again", { name: from }) : t("submit.title");
  return (
    <Page title={title} trail={<Link to="/jobs">{t("list.title")}</Link>} command="penstock job submit job.yaml --follow">
      <Refusal error={error} />
      {!doc && !error && <Spin />}
      {doc && <Editor initial={doc} />}
    </Page>
  );
}

/** A word for one submission; the server takes a second one with the same word for the same. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function useSubmit(doc: Doc) {
  const { t } = useTranslation("jobs");
  const go = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  // after a lost answer the same job is sent again, not a second one
  const sent = useRef({ json: "", key: "" });
  return useMutation({
    mutationFn: async () => {
      const json = JSON.stringify(doc);
      if (sent.current.json !== json) sent.current = { json, key: newKey() };
      const body = JSON.parse(json) as Schemas["JobSpec"];
      const { data } = await api.POST("/v1/jobs", { params: { header: { "Idempotency-Key": sent.current.key } }, body });
      return data as Schemas["Job"];
    },
    onSuccess: (job) => {
      sent.current = { json: "", key: "" };
      void message.success(t("submit.done", { name: job.name }));
      void queries.invalidateQueries({ queryKey: ["get", "/v1/jobs"] });
      void go(`/jobs/${job.id}`);
    },
  });
}

function Editor({ initial }: { initial: Doc }) {
  const { text, doc, fault, type, set } = useSpec(initial);
  const quote = useQuote(doc, Boolean(fault));
  const submit = useSubmit(doc);
  const change = <T extends unknown[]>(how: (...args: T) => void) => (...args: T) => {
    // what was refused may be right now
    submit.reset();
    how(...args);
  };
  const error = submit.error ?? (fault ? null : quote.error);
  const problem = error ? asProblem(error) : undefined;
  const field = problem?.field ?? "";
  const key = field.split(/[.[]/)[0] ?? "";
  const line = key ? lineOf(text, key) : undefined;
  // what has no field in the form is said at its line, or in full
  const isKnown = (KEYS as readonly string[]).includes(key);
  return (
    <>
      <div className="split spec-split">
        <SpecForm doc={doc} set={change(set)} problem={problem} />
        <YamlPane text={text} fault={fault} refused={problem && line ? { line, text: errorAt(problem, key) ?? problem.detail } : undefined} change={change(type)} />
      </div>
      {submit.error && !isKnown && <Refusal error={submit.error} />}
      <QuoteBar
        quote={quote.data}
        error={error}
        stale={quote.isPlaceholderData || quote.isFetching}
        wrongYaml={Boolean(fault)}
        submitting={submit.isPending}
        submit={() => submit.mutate()}
      />
    </>
  );
}
