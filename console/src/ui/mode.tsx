import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { write } from "../api/organisation";
import { COLOURS, type Colours, type Mode } from "./theme";

interface ModeValue {
  mode: Mode;
  colours: Colours;
  toggle: () => void;
}

const Context = createContext<ModeValue>({ mode: "light", colours: COLOURS.light, toggle: () => {} });

/** Light or dark: what was chosen, else what the system says. */
export function ModeProvider({ children }: { children: ReactNode }) {
  const [mode, setMode] = useState<Mode>(document.documentElement.dataset.theme === "dark" ? "dark" : "light");
  useEffect(() => {
    document.documentElement.dataset.theme = mode;
  }, [mode]);
  const value = useMemo(
    () => ({
      mode,
      colours: COLOURS[mode],
      toggle: () => {
        const next = mode === "dark" ? "light" : "dark";
        write("penstock.theme", next);
        setMode(next);
      },
    }),
    [mode],
  );
  return <Context value={value}>{children}</Context>;
}

export const useMode = () => useContext(Context);
