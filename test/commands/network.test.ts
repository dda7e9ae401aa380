import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { anyNetworkEnv } from "../../lib/src/commands/network.js";
import { networkList, networksNamed } from "../../lib/src/collect/tmdb/network-list.js";
import { networkTitle, readSettings } from "../../lib/src/base/settings.js";
import { simulateCatalogue } from "../../lib/src/sandbox/catalogue.js";
import { startSandbox, type Sandbox } from "../../lib/src/sandbox/server.js";

let root: string;
let sandbox: Sandbox;
let env: NodeJS.ProcessEnv;
beforeEach(async () => {
  jest.spyOn(console, "error").mockImplementation(() => undefined);
  root = mkdtempSync(join(tmpdir(), "network-"));
  const titles = simulateCatalogue({ series: 30, seed: 1 });
  sandbox = await startSandbox({ titles, label: "made", kind: "simulated" });
  env = { TMDB_EXPORTS_URL: `http://127.0.0.1:${sandbox.port}/p/exports` };
});
afterEach(async () => {
  jest.restoreAllMocks();
  await sandbox.close();
  rmSync(root, { recursive: true });
});

test("a name of TMDb's list is its id, as an option and as a setting, asked for once a day", async () => {
  const named = await anyNetworkEnv("lantern stream", env, root);
  expect(named.TMDB_NETWORK_ID).toBe("900001");
  const set = await anyNetworkEnv(undefined, { ...env, TMDB_NETWORK_ID: "Lantern-K" }, root);
  expect(set.TMDB_NETWORK_ID).toBe("900002");
  expect(sandbox.requests).toBe(1);
});

test("a network that was found by its name keeps it, an id alone is its number", async () => {
  const ofId = { TMDB_NETWORK_ID: "900001", DATA_DIR: root };
  expect(networkTitle(readSettings(ofId, root))).toBe("Network 900001");
  await anyNetworkEnv("lantern stream", env, root);
  const settings = readSettings(ofId, root);
  expect(settings.network).toEqual({ id: 900001, slug: "network900001", name: "Lantern Stream" });
  expect(networkTitle(settings)).toBe("Lantern Stream (network 900001)");
  expect(networkTitle(readSettings({ TMDB_NETWORK_ID: "49" }, root))).toBe("HBO (network 49)");
});

test("the nine names and ids need no list", async () => {
  expect((await anyNetworkEnv("HBO Max", env, root)).TMDB_NETWORK_ID).toBe("3186");
  expect((await anyNetworkEnv("77", env, root)).TMDB_NETWORK_ID).toBe("77");
  expect(await anyNetworkEnv(undefined, env, root)).toEqual(env);
  expect(sandbox.requests).toBe(0);
});

test("several hits are listed with their ids, none is told", async () => {
  await expect(anyNetworkEnv("Harbour One", env, root)).rejects.toThrow(
    /2 networks have "Harbour One".*\n {2}900003 {2}Harbour One\n {2}900004 {2}Harbour One$/,
  );
  await expect(anyNetworkEnv("hobo", env, root)).rejects.toThrow(/none of TMDb's 13 networks/);
});

test("without the list the nine names and the id are told", async () => {
  const away = { TMDB_EXPORTS_URL: "http://127.0.0.1:9/p/exports" };
  await expect(anyNetworkEnv("hobo", away, root)).rejects.toThrow(
    /^--network: expected a TMDb network id or one of Netflix, .*list of networks is needed, which could not be downloaded/,
  );
});

test("a missing day and a file that is cut off are passed over for the day before", async () => {
  const list = gzipSync('{"id":5,"name":"Five"}\n{"id":6,"name":"Six"}\n');
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (asked.length === 1) response.writeHead(404).end();
    else response.end(asked.length === 2 ? list.subarray(0, 30) : list);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const found = await networkList(url, join(root, "n.json"), new Date("2026-03-01T02:00:00Z"));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(found).toEqual([
    { id: 5, name: "Five" },
    { id: 6, name: "Six" },
  ]);
  expect(asked).toEqual([
    "/tv_network_ids_03_01_2026.json.gz",
    "/tv_network_ids_02_28_2026.json.gz",
    "/tv_network_ids_02_27_2026.json.gz",
  ]);
});

test("the very name goes before names that begin with it, and these before those that hold it", () => {
  const list = ["BBC One", "BBC", "The BBC", "Öne TV"].map((name, id) => ({ id, name }));
  const idsOf = (text: string) => networksNamed(list, text).map(({ id }) => id);
  expect(idsOf("bbc")).toEqual([1]);
  expect(idsOf("bb")).toEqual([0, 1]);
  expect(idsOf("c")).toEqual([0, 1, 2]);
  expect(idsOf("öne-tv")).toEqual([3]);
  expect(idsOf("+")).toEqual([]);
});
