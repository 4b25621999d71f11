import { useCallback, useState } from "react";
import { same, specOf, withKey, yamlOf, type Doc, type YamlFault } from "./spec/yaml";

export interface SpecState {
  /** The YAML as it stands in the editor, which may be wrong for now. */
  text: string;
  /** What the last right text said; the form shows it. */
  doc: Doc;
  fault?: YamlFault;
}

/** A specification that is edited as a form and as YAML, both of the same. */
export function useSpec(initial: Doc) {
  const [state, setState] = useState<SpecState>(() => ({ doc: initial, text: yamlOf(initial) }));
  const type = useCallback((text: string) => {
    setState((before) => {
      const { doc, fault } = specOf(text);
      return doc ? { text, doc } : { text, doc: before.doc, fault };
    });
  }, []);
  const set = useCallback((key: string, value: unknown) => {
    setState((before) => {
      if (!before.fault && same(before.doc[key], value)) return before;
      // who turns to the form while the text is wrong wants what the form says
      const text = withKey(before.fault ? yamlOf(before.doc) : before.text, key, value);
      return { text, doc: specOf(text).doc ?? before.doc };
    });
  }, []);
  const replace = useCallback((doc: Doc) => setState({ doc, text: yamlOf(doc) }), []);
  return { ...state, type, set, replace };
}
