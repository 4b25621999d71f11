/** What a folder's upload leaves behind, as the command line does: `.penstockignore` is written like a `.gitignore`. */

export const IGNORE_FILE = ".penstockignore";
const ALWAYS = [".git/", "__pycache__/", `/${IGNORE_FILE}`];

interface Rule {
  pattern: RegExp;
  foldersOnly: boolean;
  takesBack: boolean;
}

/** Says of a path, with slashes and relative to the folder, whether it stays behind. */
export function ignoring(lines: readonly string[]): (path: string) => boolean {
  const rules = [...ALWAYS, ...lines].map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#")).map(ruleOf);
  const fits = (path: string, folder: boolean) => {
    let out = false;
    for (const rule of rules) {
      if ((folder || !rule.foldersOnly) && rule.pattern.test(path)) out = !rule.takesBack;
    }
    return out;
  };
  return (path) => {
    const parts = path.split("/");
    const folders = parts.slice(0, -1).map((_, index) => parts.slice(0, index + 1).join("/"));
    return folders.some((folder) => fits(folder, true)) || fits(path, false);
  };
}

function ruleOf(line: string): Rule {
  const takesBack = line.startsWith("!");
  const bare = takesBack ? line.slice(1) : line;
  const foldersOnly = bare.endsWith("/");
  const inner = foldersOnly ? bare.slice(0, -1) : bare;
  const isBound = inner.includes("/");
  const glob = inner.replace(/^\//, "");
  return { pattern: new RegExp(`^${isBound ? "" : "(?:.*/)?"}${expressionOf(glob)}$`), foldersOnly, takesBack };
}

function expressionOf(glob: string): string {
  return glob.replace(/\*\*\/|\*\*|\*|\?|[.+^${}()|[\]\\]/g, (piece) => {
    if (piece === "**/") return "(?:.*/)?";
    if (piece === "**") return ".*";
    if (piece === "*") return "[^/]*";
    if (piece === "?") return "[^/]";
    return `\\${piece}`;
  });
}
