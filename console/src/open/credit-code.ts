/** The unified social credit code (GB 32100-2015): 17 characters and a check character. */

const ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const LENGTH = 18;

export type CodeFault =
  | { kind: "character"; character: string; place: number }
  | { kind: "region"; place: number }
  | { kind: "length"; have: number }
  | { kind: "check"; expected: string };

/** The code as it is written officially: in capitals and without blanks. */
export const normalised = (text: string) => text.replace(/\s/g, "").toUpperCase();

/** The first thing that is wrong with a code; null when nothing is. Places count from one. */
export function faultOf(text: string): CodeFault | null {
  const code = normalised(text);
  const foreign = [...code].findIndex((character) => !ALPHABET.includes(character));
  if (foreign >= 0) return { kind: "character", character: code[foreign] as string, place: foreign + 1 };
  const region = [...code.slice(2, 8)].findIndex((character) => !/[0-9]/.test(character));
  if (region >= 0) return { kind: "region", place: region + 3 };
  if (code.length !== LENGTH) return { kind: "length", have: code.length };
  const expected = checkCharacter(code);
  return code[LENGTH - 1] === expected ? null : { kind: "check", expected };
}

function checkCharacter(code: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of code.slice(0, LENGTH - 1)) {
    sum += ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % ALPHABET.length;
  }
  return ALPHABET[(ALPHABET.length - (sum % ALPHABET.length)) % ALPHABET.length] as string;
}
