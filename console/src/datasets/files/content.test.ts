import { describe, expect, it } from "vitest";
import { gridOf, imageTypeOf, jsonOf, kindOf, textOf } from "./content";

const bytes = (...values: number[]) => new Uint8Array(values);

describe("a file's content", () => {
  it("is known by the name's end", () => {
    expect(kindOf("train/a.b.CSV")).toBe("table");
    expect(kindOf("README")).toBe("text");
    expect(imageTypeOf("x.jpg")).toBe("image/jpeg");
    expect(imageTypeOf("x.png")).toBe("image/png");
  });

  it("is read as UTF-8, else as GB 18030, else not at all", () => {
    expect(textOf(bytes(0xe4, 0xb8, 0xad), false)).toBe("\u4e2d");
    expect(textOf(bytes(0xd6, 0xd0), false)).toBe("\u4e2d");
    expect(textOf(bytes(1, 0, 2), false)).toBeUndefined();
  });

  it("may be cut in the middle of a character", () => {
    expect(textOf(bytes(0x61, 0xe4, 0xb8), true)).toBe("a");
  });

  it("is a table with names where the first row has no numbers", () => {
    expect(gridOf("a,b\n1,2\n", ",", false)).toEqual({ head: ["a", "b"], rows: [["1", "2"]], columns: 2 });
    expect(gridOf("0,1\r\n1,2", ",", false)).toEqual({ rows: [["0", "1"], ["1", "2"]], columns: 2 });
  });

  it("keeps separators, quotes and line ends that are quoted", () => {
    expect(gridOf('1,"a,""b""\nc"\n', ",", false).rows).toEqual([["1", 'a,"b"\nc']]);
  });

  it("leaves out a last row that is cut", () => {
    expect(gridOf("1,2\n3,", ",", true).rows).toEqual([["1", "2"]]);
  });

  it("is JSON set in, or as it is", () => {
    expect(jsonOf('{"a":1}')).toBe('{\n  "a": 1\n}');
    expect(jsonOf('{"a"')).toBe('{"a"');
  });
});
