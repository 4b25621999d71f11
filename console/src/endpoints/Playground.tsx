import type { Schemas } from "../api/client";

export function Playground({ endpoint }: { endpoint: Schemas["EndpointView"] }) {
  return <span hidden>{endpoint.name}</span>;
}
