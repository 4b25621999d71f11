import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, type Schemas } from "../api/client";
import type { Doc } from "./spec/yaml";

const PAUSE_MS = 350;
const FRESH_MS = 30_000;

/** A value that holds still while it keeps changing. */
export function useSettled<T>(value: T, pauseMs: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return settled;
}

/** What a specification would cost now. A quote that is overtaken is cancelled. */
export function useQuote(doc: Doc, paused: boolean) {
  const asked = useSettled(JSON.stringify(doc), PAUSE_MS);
  return useQuery({
    queryKey: ["quote", asked],
    queryFn: async ({ signal }) => {
      // sent as it stands: what the API refuses, it shall say so itself
      const body = JSON.parse(asked) as Schemas["JobSpec"];
      return (await api.POST("/v1/quotes", { body, signal })).data as Schemas["Quote"];
    },
    enabled: !paused && asked !== "{}",
    placeholderData: keepPreviousData,
    refetchInterval: FRESH_MS,
    retry: false,
  });
}
