import { useQueryClient } from "@tanstack/react-query";
import { Segmented, Spin } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Schemas } from "../api/client";
import { Section } from "../ui/Page";
import { Refusal } from "../ui/Refusal";
import { ask, useSignature, type Answer } from "./acts";
import { AnswerPanel, Exchange } from "./AnswerPanel";
import { DrawDigit } from "./DrawDigit";
import { JsonRequest } from "./JsonRequest";
import { digitsInput, type Signature } from "./protocol";

type Endpoint = Schemas["EndpointView"];

/** Asks the endpoint from the page: with a drawing where it knows digits, else with JSON. */
export function Playground({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation("endpoints");
  const signature = useSignature(endpoint);
  if (signature.data) return <Ready endpoint={endpoint} signature={signature.data} />;
  return <Section title={t("play.title")}>{signature.error ? <Refusal error={signature.error} retry={() => void signature.refetch()} /> : <Spin aria-label={t("play.waiting")} />}</Section>;
}

function Ready({ endpoint, signature }: { endpoint: Endpoint; signature: Signature }) {
  const { t } = useTranslation("endpoints");
  const input = digitsInput(signature);
  const [way, setWay] = useState<"draw" | "json">(input ? "draw" : "json");
  const { answer, asking, send, forget } = useAsk(endpoint);
  const draws = way === "draw" && input !== undefined;
  const choice = input && (
    <Segmented<"draw" | "json">
      size="small"
      aria-label={t("play.way")}
      value={way}
      options={[
        { value: "draw", label: t("play.draw") },
        { value: "json", label: t("play.json") },
      ]}
      onChange={(chosen) => {
        setWay(chosen);
        forget();
      }}
    />
  );
  return (
    <Section title={t("play.title")} actions={choice}>
      <div className={draws ? "play play-drawing" : "play"}>
        {draws ? <DrawDigit input={input} ask={send} forget={forget} asking={asking} /> : <JsonRequest signature={signature} ask={send} asking={asking} />}
        <AnswerPanel answer={answer} digits={input !== undefined} draws={draws} retry={() => answer && send(answer.request)} />
      </div>
      {answer && <Exchange answer={answer} />}
    </Section>
  );
}

/** The latest answer; one that comes after a later question is dropped. */
function useAsk(endpoint: Endpoint) {
  const queries = useQueryClient();
  const [answer, setAnswer] = useState<Answer>();
  const [asking, setAsking] = useState(false);
  const question = useRef(0);
  useEffect(
    () => () => {
      question.current = -1;
    },
    [],
  );
  const send = (request: string) => {
    const mine = ++question.current;
    setAsking(true);
    void ask(endpoint, request).then((came) => {
      void queries.invalidateQueries({ queryKey: ["get", "/v1/endpoints/{id}/traffic"] });
      if (question.current !== mine) return;
      setAnswer(came);
      setAsking(false);
    });
  };
  const forget = () => {
    question.current++;
    setAnswer(undefined);
    setAsking(false);
  };
  return { answer, asking, send, forget };
}
