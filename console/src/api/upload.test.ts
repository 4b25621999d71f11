import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { sha256Of, uploadFiles } from "./upload";

/** A server that keeps blobs; the first chunk of each is lost halfway when it `stumbles`. */
function server(stumbles: boolean) {
  const parts = new Map<string, { bytes: number; length: number }>();
  const calls: string[] = [];
  const stumbled = new Set<string>();
  vi.stubGlobal("fetch", async (address: string, request: RequestInit) => {
    const sha = address.split("/").at(-1) as string;
    calls.push(`${request.method} ${sha.slice(0, 4)}`);
    const part = parts.get(sha);
    const answer = (status: number) => {
      const now = parts.get(sha);
      return new Response(null, {
        status,
        headers: { "Upload-Offset": String(now?.bytes ?? 0), "Upload-Complete": now && now.bytes === now.length ? "?1" : "?0" },
      });
    };
    if (request.method === "HEAD") return part ? answer(204) : new Response(null, { status: 404 });
    const headers = request.headers as Record<string, string>;
    const body = request.body as Blob;
    const length = Number(headers["Upload-Length"]);
    if (Number(headers["Upload-Offset"]) !== (part?.bytes ?? 0)) return answer(409);
    if (stumbles && !stumbled.has(sha)) {
      stumbled.add(sha);
      parts.set(sha, { bytes: Math.floor(body.size / 2), length });
      throw new TypeError("network");
    }
    parts.set(sha, { bytes: (part?.bytes ?? 0) + body.size, length });
    return answer(204);
  });
  return { parts, calls };
}

beforeEach(() => vi.stubGlobal("localStorage", { getItem: () => null }));
afterEach(() => vi.unstubAllGlobals());

it("names a content by its SHA-256, the empty one too", async () => {
  expect(await sha256Of(new Blob([]))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(await sha256Of(new Blob(["abc"]))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

it("sends large files in chunks and says how far it is", async () => {
  const { parts } = server(false);
  const progress: number[] = [];
  const files = [
    { path: "a.bin", data: new Blob([new Uint8Array(9 * 1024 * 1024)]) },
    { path: "b/c.txt", data: new Blob(["abc"]) },
  ];
  const uploaded = await uploadFiles(files, (sent) => progress.push(sent));
  expect(uploaded.map(({ path, size }) => [path, size])).toEqual([["a.bin", 9 * 1024 * 1024], ["b/c.txt", 3]]);
  expect([...parts.values()].every(({ bytes, length }) => bytes === length)).toBe(true);
  expect(progress.at(-1)).toBe(9 * 1024 * 1024 + 3);
  expect([...progress].sort((x, y) => x - y)).toEqual(progress);
});

it("sends nothing again that the server has, and one content once", async () => {
  const { calls } = server(false);
  const large = () => new Blob([new Uint8Array(300 * 1024)]);
  await uploadFiles([{ path: "x", data: large() }, { path: "y", data: large() }]);
  await uploadFiles([{ path: "z", data: large() }]);
  expect(calls.map((call) => call.split(" ")[0])).toEqual(["HEAD", "PATCH", "HEAD"]);
});

it("goes on from where a broken upload stands", async () => {
  const { parts, calls } = server(true);
  await uploadFiles([{ path: "x", data: new Blob(["abcdef"]) }]);
  expect([...parts.values()]).toEqual([{ bytes: 6, length: 6 }]);
  expect(calls.map((call) => call.split(" ")[0])).toEqual(["PATCH", "HEAD", "PATCH"]);
});

it("says what the server refuses", async () => {
  vi.stubGlobal("fetch", async () => new Response(JSON.stringify({ type: "store-full", title: "full", detail: "no room" }), { status: 507 }));
  await expect(uploadFiles([{ path: "x", data: new Blob(["abc"]) }])).rejects.toThrow("no room");
});
