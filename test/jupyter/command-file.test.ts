import { commandLine } from "../../lib/src/jupyter/command-file.js";

const env = { PATH: "C:\\shims;C:\\Program Files\\Python", ComSpec: "C:\\Windows\\cmd.exe" };
/** Starts a command on a Windows that has these files. */
const start = (command: string, files: readonly string[], args = ["-3", "C:\\a b\\x.py"]) =>
  commandLine(command, args, { platform: "win32", env, isFile: (path) => files.includes(path) });

test("a batch file is started by the command interpreter, everything quoted", () => {
  expect(start("python", ["C:\\shims\\python.bat"])).toEqual({
    command: "C:\\Windows\\cmd.exe",
    args: ["/d", "/s", "/c", '""C:\\shims\\python.bat" "-3" "C:\\a b\\x.py""'],
    verbatim: true,
  });
});

test("a program goes before a batch file of the same folder, and a folder before the next", () => {
  const plain = { command: "python", args: ["-3", "C:\\a b\\x.py"], verbatim: false };
  expect(start("python", ["C:\\shims\\python.bat", "C:\\shims\\python.exe"])).toEqual(plain);
  expect(
    start("python", ["C:\\shims\\python.bat", "C:\\Program Files\\Python\\python.exe"]).verbatim,
  ).toBe(true);
  expect(start("python", [])).toEqual(plain);
});

test.each(["python3.12", "C:\\shims\\python.bat", "C:\\shims\\python"])(
  "%s is found as the batch file that it is",
  (command) => {
    const files = ["C:\\shims\\python3.12.bat", "C:\\shims\\python.bat"];
    expect(start(command, files).verbatim).toBe(true);
  },
);

test("elsewhere a command is what it is", () => {
  expect(commandLine("python3", ["x.py"], { platform: "linux", env: {} })).toEqual({
    command: "python3",
    args: ["x.py"],
    verbatim: false,
  });
});
