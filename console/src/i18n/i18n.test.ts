import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const HERE = new URL(".", import.meta.url).pathname;
const SOURCE = join(HERE, "..");

function keys(value: unknown, prefix = ""): string[] {
  if (typeof value === "string") return [prefix];
  return Object.entries(value as object).flatMap(([key, inner]) => keys(inner, prefix ? `${prefix}.${key}` : key));
}

function words(language: string): Map<string, string> {
  const all = new Map<string, string>();
  for (const file of readdirSync(join(HERE, language)).filter((name) => name.endsWith(".json"))) {
    const namespace = file.replace(".json", "");
    const content = JSON.parse(readFileSync(join(HERE, language, file), "utf8")) as object;
    for (const key of keys(content)) {
      const value = key.split(".").reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], content);
      all.set(`${namespace}:${key}`, value as string);
    }
  }
  return all;
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{\s*([^},\s]+)[^}]*\}\}/g)].map((match) => match[1] ?? "").sort();
}

// English has a plural that Chinese has not
const singular = (key: string) => key.replace(/_(one|other)$/, "");

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sources(join(folder, entry.name))
      : /\.tsx?$/.test(entry.name) && !entry.name.endsWith(".test.ts")
        ? [join(folder, entry.name)]
        : [],
  );
}

describe("the two languages", () => {
  const chinese = words("zh-CN");
  const english = words("en");

  it("have the same keys", () => {
    const left = [...new Set([...chinese.keys()].map(singular))].sort();
    const right = [...new Set([...english.keys()].map(singular))].sort();
    expect(right).toEqual(left);
  });

  it("fill in the same figures", () => {
    for (const [key, text] of english) {
      const other = chinese.get(key) ?? chinese.get(singular(key)) ?? chinese.get(`${singular(key)}_other`) ?? "";
      if (key.endsWith("_one")) continue;
      expect(placeholders(other), key).toEqual(placeholders(text));
    }
  });

  it("leave no word empty", () => {
    for (const [key, text] of [...chinese, ...english]) expect(text.trim(), key).not.toBe("");
  });

  it("hold every word that the pages ask for by name", () => {
    const known = new Set([...chinese.keys()].map(singular));
    const missing: string[] = [];
    for (const file of sources(SOURCE)) {
      const text = readFileSync(file, "utf8");
      const namespace = /useTranslation\("([a-z]+)"\)/.exec(text)?.[1] ?? "common";
      for (const match of text.matchAll(/\bt\("([A-Za-z0-9_.:-]+)"/g)) {
        const key = match[1] ?? "";
        const full = key.includes(":") ? key : `${namespace}:${key}`;
        if (!known.has(full)) missing.push(`${file.slice(SOURCE.length)}: ${full}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it("put no Chinese into the pages' own code", () => {
    const offenders = sources(SOURCE).filter((file) => !file.includes("/i18n/") && /[一-鿿]/.test(readFileSync(file, "utf8")));
    expect(offenders).toEqual([]);
  });
});
