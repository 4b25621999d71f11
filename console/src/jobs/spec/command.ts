/** A command as one line: words quoted where they must be; a line for the shell as it is. */
export function commandText(command: unknown): string {
  if (typeof command === "string") return command;
  if (!Array.isArray(command)) return "";
  const words = command.map(String);
  // what the server makes of a line for the shell
  if (words.length === 3 && words[0] === "/bin/sh" && words[1] === "-c") return words[2] ?? "";
  return words.map(quoted).join(" ");
}

const PLAIN = /^[\w@%+=:,./-]+$/;

function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

// what means something to a shell, so that words alone would not do what was meant
const SHELL = /[|&;<>()$`*?[\]{}~#!\n\\]/;

/** The words of a line, or the line itself where only a shell can run it; undefined for nothing. */
export function commandOf(text: string): string[] | string | undefined {
  if (text.trim() === "") return undefined;
  const words = wordsOf(text);
  return words ?? text;
}

function wordsOf(text: string): string[] | undefined {
  const words: string[] = [];
  const pieces = /[ \t]*((?:'[^']*'|"[^"\\$`]*"|\\'|[^\s'"])+)/y;
  let at = 0;
  while (at < text.trimEnd().length) {
    pieces.lastIndex = at;
    const piece = pieces.exec(text)?.[1];
    if (piece === undefined) return undefined;
    at = pieces.lastIndex;
    const word = wordOf(piece);
    if (word === undefined) return undefined;
    words.push(word);
  }
  // a variable before the program is for the shell to set
  return /^\w+=/.test(words[0] ?? "") ? undefined : words;
}

function wordOf(piece: string): string | undefined {
  let word = "";
  for (const [, single, double, escaped, plain] of piece.matchAll(/'([^']*)'|"([^"]*)"|(\\')|([^'"\\]+|\\)/g)) {
    if (plain !== undefined && SHELL.test(plain)) return undefined;
    word += single ?? double ?? (escaped ? "'" : plain);
  }
  return word;
}
