import { describe, expect, it } from "vitest";
import { commandOf, commandText } from "./command";
import { freeName, secondsOf, shortTime, written } from "./fields";
import { ignoring } from "./ignore";
import { KEYS, lineOf, same, specOf, withKey, yamlOf, type Doc } from "./yaml";

/** The same numbers for the same seed, so that what fails can be looked at again. */
function random(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const WORDS = ["a", "train.py", "yes", "1e3", "no: way", "# not a comment", "- x", "it's", 'a "b"', "", " lead", "多 字", "null", "~", "line\nline\n", "{x}", "&a", "30m", "tab\there"];

function someDoc(next: () => number): Doc {
  const word = () => WORDS[Math.floor(next() * WORDS.length)] as string;
  const some = <T>(make: () => T) => Array.from({ length: Math.floor(next() * 4) }, make);
  const values: Doc = {
    name: word(),
    kind: "training",
    project: word(),
    runtime: word(),
    flavour: "cpu.small",
    nodes: Math.floor(next() * 9),
    command: next() < 0.5 ? word() : ["python3", ...some(word)],
    code: "ab12",
    inputs: some(() => ({ name: word(), dataset: word() })),
    outputs: some(() => ({ name: word() })),
    wallTime: "30m",
    environment: Object.fromEntries(some(() => [`V${Math.floor(next() * 99)}`, word()])),
    retries: 2,
    priority: "high",
    somethingElse: { deep: [word(), { er: null }] },
  };
  return Object.fromEntries(Object.entries(values).filter(() => next() < 0.7));
}

describe("a specification and its YAML", () => {
  it("say the same, whatever is in it", () => {
    const next = random(7);
    for (let round = 0; round < 500; round++) {
      const doc = someDoc(next);
      expect(specOf(yamlOf(doc)).doc, yamlOf(doc)).toEqual(doc);
    }
  });

  it("stay in step when one key after the other changes", () => {
    const next = random(11);
    for (let round = 0; round < 500; round++) {
      let doc = someDoc(next);
      let text = yamlOf(doc);
      const other = someDoc(next);
      for (const key of [...KEYS, "somethingElse"]) {
        text = withKey(text, key, other[key]);
        doc = { ...doc, [key]: other[key] };
        expect(same(specOf(text).doc, doc), text).toBe(true);
      }
    }
  });

  it("keep what somebody wrote beside the key that changes", () => {
    const text = "# mine\nname: a   # short\n\ncommand: [python3,\n  train.py]\ninputs:\n- {name: data, dataset: digits}\n# why so long\nwallTime: 2h\nmine: {x: 1}\n";
    expect(withKey(text, "inputs", undefined)).toBe("# mine\nname: a   # short\n\ncommand: [python3,\n  train.py]\n# why so long\nwallTime: 2h\nmine: {x: 1}\n");
    expect(withKey(text, "flavour", "cpu.small")).toContain("name: a   # short\nflavour: cpu.small\n\ncommand");
    expect(withKey(text, "wallTime", "3h")).toContain("# why so long\nwallTime: 3h\nmine: {x: 1}\n");
  });

  it("are written anew where a key has no lines of its own", () => {
    expect(withKey("{name: a, nodes: 2}", "nodes", 3)).toBe("name: a\nnodes: 3\n");
    expect(withKey("", "name", "a")).toBe("name: a\n");
  });

  it("say at which line a text is wrong", () => {
    expect(specOf("name: a\ncommand: [x\nkind: batch\n").fault?.line).toBe(3);
    expect(specOf("name: a\nname: b\n").fault?.line).toBe(2);
    expect(specOf("- a\n").fault).toEqual({ line: 1, reason: "not a mapping" });
    expect(specOf("a: &x [*x]").fault).toBeDefined();
    expect(specOf("\n# nothing yet\n").doc).toEqual({});
  });

  it("find the line of a key", () => {
    expect(lineOf("name: a\n'flavour': b\n", "flavour")).toBe(2);
    expect(lineOf("name: a\n", "flavour")).toBeUndefined();
  });
});

describe("a command", () => {
  it("is words where words suffice", () => {
    expect(commandOf("python3 train.py --name 'a b' \"c d\"")).toEqual(["python3", "train.py", "--name", "a b", "c d"]);
    expect(commandOf("  ")).toBeUndefined();
  });

  it("is left to the shell where only that can run it", () => {
    for (const line of ["a | b", "EPOCHS=3 python3 x", "echo $HOME", "ls *.py", "a && b", "say 'it", "one\ntwo"]) expect(commandOf(line)).toBe(line);
  });

  it("comes back as it was written", () => {
    const next = random(3);
    for (let round = 0; round < 300; round++) {
      const words = ["run", ...Array.from({ length: Math.floor(next() * 4) }, () => WORDS[Math.floor(next() * WORDS.length)] as string)];
      expect(commandOf(commandText(words))).toEqual(words);
    }
    expect(commandText(["/bin/sh", "-c", "a | b"])).toBe("a | b");
  });
});

describe("a folder's upload", () => {
  it("leaves behind what the ignore file names", () => {
    const out = ignoring(["data/", "*.log", "!keep.log", "# remark", "/top.py", "docs/**/x.md"]);
    const left = ["data/a.csv", "b/data/c.csv", "x.log", "b/x.log", "top.py", "docs/x.md", "docs/a/b/x.md", ".git/config", "a/__pycache__/b.pyc", ".penstockignore"];
    const taken = ["train.py", "data.py", "keep.log", "b/top.py", "x.md", "a+b.py"];
    expect(left.filter((path) => !out(path))).toEqual([]);
    expect(taken.filter(out)).toEqual([]);
  });
});

it("writes durations as people do", () => {
  expect(["PT30M", "PT1H30M", "PT2H", "P1D", "PT45S", "30m", "soon"].map(shortTime)).toEqual(["30m", "90m", "2h", "1d", "45s", "30m", "soon"]);
  expect(secondsOf("P1DT1S")).toBe(86_401);
  expect(secondsOf("P")).toBeUndefined();
});

it("leaves out of a job's specification what is the default", () => {
  const spec = { name: "a", nodes: 1, retries: 0, priority: "normal", preemptible: false, topology: "near", inputs: [], environment: {}, project: "default", wallTime: "PT2H", command: ["/bin/sh", "-c", "a | b"] };
  expect(written(spec)).toEqual({ name: "a", wallTime: "2h", command: "a | b" });
});

it("finds a name that is free", () => expect(freeName("data", ["data", "data2"])).toBe("data3"));
