import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { readSettings, stagePath } from "../../lib/src/base/settings.js";

const KEY = "0123456789abcdef0123456789abcdef";

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "settings-"))));
afterEach(() => rmSync(root, { recursive: true }));

test("the defaults are Netflix, the simulated catalogue and the folders of the project", () => {
  expect(readSettings({}, root)).toEqual({
    root,
    apiKey: null,
    baseUrl: "https://api.themoviedb.org/3",
    networkId: 213,
    network: { id: 213, slug: "netflix", name: "Netflix" },
    requestsPerSecond: 20,
    connections: 10,
    patience: null,
    catalogueFile: null,
    dataDir: join(root, "data"),
    figuresDir: join(root, "assets", "figures"),
    asOfYear: null,
    randomState: 42,
    tfjsBackend: "auto",
    notes: [],
  });
});

test(".env is read, and the environment wins over it unless it is empty", () => {
  writeFileSync(join(root, ".env"), `TMDB_API_KEY=${KEY}\nRANDOM_STATE=7\nAS_OF_YEAR=2024\n`);
  const settings = readSettings({ RANDOM_STATE: "8", AS_OF_YEAR: "" }, root);
  expect(settings.apiKey?.reveal()).toBe(KEY);
  expect([settings.randomState, settings.asOfYear]).toEqual([8, 2024]);
});

test("an empty key in .env is no key", () => {
  writeFileSync(join(root, ".env"), "TMDB_API_KEY=\n");
  expect(readSettings({}, root).apiKey).toBeNull();
});

test("relative folders are relative to the project, absolute ones stay", () => {
  const { dataDir, figuresDir } = readSettings({ DATA_DIR: "d", FIGURES_DIR: "/f" }, root);
  expect([dataDir, figuresDir]).toEqual([join(root, "d"), "/f"]);
});

test("another network names its files after itself, an unlisted one after its id", () => {
  const path = (id: string) => stagePath(readSettings({ TMDB_NETWORK_ID: id }, root), "clean");
  expect(path("49")).toBe(join(root, "data", "hbo_tv_clean.csv"));
  expect(path("77777")).toBe(join(root, "data", "network77777_tv_clean.csv"));
});

test("a network can be named", () => {
  const { networkId, network } = readSettings({ TMDB_NETWORK_ID: "HBO Max" }, root);
  expect([networkId, network.slug]).toEqual([3186, "hbomax"]);
});

test("the pace may have decimals, or no limit", () => {
  const rate = (text: string) =>
    readSettings({ TMDB_REQUESTS_PER_SECOND: text }, root).requestsPerSecond;
  expect([rate("2.5"), rate("40"), rate("Unlimited")]).toEqual([2.5, 40, Infinity]);
  expect(readSettings({ TMDB_CONNECTIONS: "3" }, root).connections).toBe(3);
});

test("a slash at the end of the address does not matter", () => {
  const env = { TMDB_BASE_URL: "http://127.0.0.1:8080/3/", TMDB_API_KEY: KEY };
  expect(readSettings(env, root).baseUrl).toBe("http://127.0.0.1:8080/3");
});

test.each([
  [
    "TMDB_NETWORK_ID",
    "netflicks",
    /^TMDB_NETWORK_ID: expected a TMDb network id or one of Netflix, .*, Peacock, found "netflicks"/,
  ],
  ["TMDB_NETWORK_ID", "0", /TMDB_NETWORK_ID: expected/],
  [
    "TMDB_REQUESTS_PER_SECOND",
    "fast",
    /^TMDB_REQUESTS_PER_SECOND: expected a number .* or "unlimited", found "fast"\. Correct it/,
  ],
  ["TMDB_REQUESTS_PER_SECOND", "0", /TMDB_REQUESTS_PER_SECOND: expected/],
  ["TMDB_REQUESTS_PER_SECOND", "-3", /TMDB_REQUESTS_PER_SECOND: expected/],
  ["TMDB_REQUESTS_PER_SECOND", "Infinity", /TMDB_REQUESTS_PER_SECOND: expected/],
  ["TMDB_CONNECTIONS", "0", /TMDB_CONNECTIONS: expected an integer from 1 to 100/],
  ["TMDB_CONNECTIONS", "101", /TMDB_CONNECTIONS: expected/],
  ["AS_OF_YEAR", "26", /AS_OF_YEAR: expected an integer from 1900 to 2200/],
  ["RANDOM_STATE", "-1", /RANDOM_STATE: expected/],
  ["RANDOM_STATE", "4294967296", /RANDOM_STATE: expected/],
  ["TFJS_BACKEND", "gpu", /TFJS_BACKEND: expected one of auto, tensorflow, wasm, cpu/],
  ["TMDB_BASE_URL", "api.themoviedb.org", /TMDB_BASE_URL: expected an http\(s\) address/],
  ["TMDB_BASE_URL", "ftp://x/3", /TMDB_BASE_URL: expected an http\(s\) address/],
  ["TMDB_BASE_URL", "http://127.0.0.1:1/3", /TMDB_API_KEY is empty/],
])("%s=%s is refused with a sentence", (name, value, sentence) => {
  expect(() => readSettings({ [name]: value }, root)).toThrow(sentence);
});

test.each(["my secret", '"secret', "“secret”"])(
  "a key of the wrong form is refused without being shown (%#)",
  (key) => {
    const attempt = () => readSettings({ TMDB_API_KEY: key }, root);
    expect(attempt).toThrow(/TMDB_API_KEY contains a space, a quotation mark/);
    expect(attempt).not.toThrow(/secret/);
  },
);

test("an address that carries a key is refused without being shown", () => {
  const env = { TMDB_BASE_URL: `http://h/3?api_key=${KEY}`, TMDB_API_KEY: "k" };
  expect(() => readSettings(env, root)).toThrow(/without a user, a password, a query or a key/);
  expect(() => readSettings(env, root)).not.toThrow(new RegExp(KEY));
});

test("settings can be shown in a cell without showing the key", () => {
  const settings = readSettings({ TMDB_API_KEY: KEY }, root);
  const shown = [inspect(settings), JSON.stringify(settings), String(settings.apiKey)].join();
  expect(shown).not.toContain(KEY);
  expect(shown).toContain("[hidden]");
});

describe(".env", () => {
  const write = (content: string | Buffer, name = ".env") => {
    writeFileSync(join(root, name), content);
    return readSettings({}, root);
  };

  test.each([
    ["UTF-16 with its mark", Buffer.from(`\ufeffTMDB_API_KEY=${KEY}\r\n`, "utf16le")],
    ["UTF-16 without", Buffer.from(`TMDB_API_KEY=${KEY}\r\n`, "utf16le")],
    ["UTF-16, big end first", Buffer.from(`\ufeffTMDB_API_KEY=${KEY}\n`, "utf16le").swap16()],
    ["UTF-8 with a mark", `\ufeffTMDB_API_KEY=${KEY}\n`],
    ["a token as it is sent", `TMDB_API_KEY=Bearer ${KEY}\n`],
    ["its whole header, quoted", `export TMDB_API_KEY="Authorization: Bearer ${KEY}"\n`],
    ["old line ends", `RANDOM_STATE=1\rTMDB_API_KEY=${KEY}\r`],
  ])("%s is read", (_, content) => {
    const { apiKey, notes } = write(content);
    expect(apiKey?.reveal()).toBe(KEY);
    expect(notes).toEqual([]);
  });

  test.each([
    ["TMDB_APIKEY", "write TMDB_API_KEY"],
    ["TMDB_KEY", "write TMDB_API_KEY|see .env.example"],
    ["tmdb-api-key", "write TMDB_API_KEY"],
    ["TMBD_API_KEY", "write TMDB_API_KEY"],
    ["RANDOM_SATE", "write RANDOM_STATE"],
    ["TMDB_API_READ_ACCESS_TOKEN", "see .env.example"],
  ])("%s is reported with what to write, without its value", (name, hint) => {
    const { notes, apiKey } = write(`${name}=${KEY}\n`);
    expect(apiKey).toBeNull();
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(new RegExp(`^${name} in .env has no effect: (${hint})`));
    expect(notes[0]).not.toContain(KEY);
  });

  test("names of other tools are ignored, those of the process are reported", () => {
    expect(write("DATABASE_URL=x\nPORT=1\nNODE_ENV=test\n").notes).toEqual([]);
    expect(write("HTTPS_PROXY=http://u:p@h:1\n").notes).toEqual([
      "HTTPS_PROXY in .env has no effect: set it in the environment of the command.",
    ]);
  });

  test("a line that sets nothing is reported by its number", () => {
    expect(write(`# the key\n${KEY}\n`).notes).toEqual([
      "In .env, line 2 has no effect: expected NAME=value, such as TMDB_API_KEY=...",
    ]);
    expect(write(`A="x\ny z"\n\n# b\nset TMDB_API_KEY=${KEY}`).notes[0]).toMatch(/line 5 has/);
  });

  test.each([
    [
      "a setting that occurs twice",
      `TMDB_API_KEY=${KEY}\nTMDB_API_KEY=\n`,
      "TMDB_API_KEY occurs several times in .env: the last one, which is empty, counts.",
    ],
    [
      "a value that ends at a #",
      "DATA_DIR=/data/#1\n",
      "The value of DATA_DIR in .env ends before its #: put quotes around it if the # is part of it.",
    ],
  ])("%s is told", (_, content, note) => {
    expect(write(content).notes).toEqual([note]);
  });

  test("comments, also behind a value, and quoted # are none of that", () => {
    const lines = ["RANDOM_STATE=7 # seven", 'DATA_DIR="/data/#1"', "AS_OF_YEAR=#2020", "#TMDB=1#"];
    expect(write(lines.join("\n"))).toMatchObject({ randomState: 7, asOfYear: null, notes: [] });
  });

  test.each([".env.local", ".env.example", "env", "notebooks/.env"])(
    "settings in %s, which is not read, are reported",
    (name) => {
      mkdirSync(join(root, "notebooks"));
      expect(write("TMDB_API_KEY=\nDATA_DIR=\n", name).notes).toEqual([]);
      expect(write(`TMDB_API_KEY=${KEY}\nDATA_DIR=x\n`, name).notes).toEqual([
        `TMDB_API_KEY, DATA_DIR are set in ${name}, which is not read: put them into .env.`,
      ]);
    },
  );

  test("a setting for which the environment has another value is told, by its name", () => {
    writeFileSync(join(root, ".env"), `TMDB_API_KEY=${KEY}\nRANDOM_STATE=1\n`);
    const { randomState, notes } = readSettings({ TMDB_API_KEY: KEY, RANDOM_STATE: "2" }, root);
    expect(randomState).toBe(2);
    expect(notes).toEqual([
      "RANDOM_STATE in .env is not used: the environment or the command line has another value.",
    ]);
  });

  test("a key beside a catalogue file is told", () => {
    expect(write(`TMDB_API_KEY=${KEY}\nCATALOGUE_FILE=a.csv\n`).notes).toEqual([
      "TMDB_API_KEY is not used: the catalogue file goes before it.",
    ]);
  });

  test("a folder of this name is no stack trace", () => {
    mkdirSync(join(root, ".env"));
    expect(() => readSettings({}, root)).toThrow(/\.env is a folder.*Copy \.env\.example/);
  });

  test(".env.txt is not read, which is reported", () => {
    expect(write(`TMDB_API_KEY=${KEY}`, ".env.txt").notes[0]).toMatch(
      /^TMDB_API_KEY is set in \.env\.txt, which is not read: put it into \.env\.$/,
    );
  });
});

test("a misspelt name in the environment is reported", () => {
  expect(readSettings({ TMDB_APIKEY: KEY, TMDB_OTHER_TOOL: "x" }, root).notes).toEqual([
    "The environment variable TMDB_APIKEY has no effect: write TMDB_API_KEY.",
  ]);
});

test.each([
  ["TMDB_BASE_URL", `api.themoviedb.org/3?api_key=${KEY}`],
  ["TMDB_BASE_URL", `user:${KEY}@api.themoviedb.org/3`],
  ["TMDB_BASE_URL", `http://h/3/${KEY}`],
  ["TMDB_BASE_URL", `http://h/3#${KEY}`],
  ["TMDB_BASE_URL", KEY],
  ["TMDB_NETWORK_ID", KEY],
  ["RANDOM_STATE", "p@ssword!"],
  ["TMDB_REQUESTS_PER_SECOND", "eyJhbGciOiJub25l.x.y"],
  ["TFJS_BACKEND", KEY],
  ["AS_OF_YEAR", `http://a:b@c/${KEY}`],
])("%s does not repeat what may be a secret (%#)", (name, value) => {
  const read = () => readSettings({ [name]: value }, root);
  expect(read).toThrow(name);
  expect(read).not.toThrow(new RegExp(`${KEY}|p@ssword|eyJ|a:b@`));
});
