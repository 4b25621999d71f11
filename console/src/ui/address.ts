import { useCallback } from "react";
import { useSearchParams } from "react-router";

/** What a page shows is in its address, so that it can be sent to a colleague and come back to. */
export function useAddress() {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (changes: Record<string, string | null | undefined>) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [key, value] of Object.entries(changes)) {
            if (value === null || value === undefined || value === "") next.delete(key);
            else next.set(key, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { params, get: (key: string) => params.get(key) ?? undefined, set };
}
