/** What the machine has: Node, npm, Python, the kernels, room on the disk. */
import { accessSync, constants, existsSync, readFileSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { containedEnv, venvFolder } from "../../base/folders.js";
import { formatMegabytes } from "../../jupyter/native/files.js";
import { kernelProcess } from "../../jupyter/kernel.js";
import { pipObstacle } from "../../jupyter/pip.js";
import { findPython } from "../../jupyter/python.js";
import { findUserKernel, USER_KERNEL } from "../../jupyter/user-kernel.js";
import { isVenvReady } from "../../jupyter/venv.js";
import { look, type Finding } from "./finding.js";

/** What `.venv` and `.cache` take when they are made, and a run once they are there, in bytes. */
const SETUP_BYTES = 600e6;
const RUN_BYTES = 100e6;

/** Where to look; see {@link examine}. */
export interface Place {
  root: string;
  env: NodeJS.ProcessEnv;
  /** Bytes that are free in a folder. */
  freeBytes?: (folder: string) => number;
}

/** Node, and npm if it has started this. */
export function lookAtNode({ env }: Place): Promise<Finding>[] {
  const npm = /^npm\/([\d.]+)/.exec(env.npm_config_user_agent ?? "")?.[1];
  return [
    look("Node", () => ({ state: "ok", text: `${process.versions.node}, ${process.execPath}` })),
    look("npm", () => ({
      state: "ok",
      text: npm ?? "did not start this, so its version is unknown",
    })),
  ];
}

/** The Python of `.venv`, or the one that would make it. */
export function lookAtPython({ root, env }: Place): Promise<Finding> {
  return look("Python", async () => {
    if (isVenvReady(root, env)) {
      const configuration = readFileSync(join(venvFolder(root), "pyvenv.cfg"), "utf8");
      const version =
        /^version(?:_info)? *= *(\S+)/m.exec(configuration)?.[1] ?? "of unknown version";
      return { state: "ok", text: `${version} in .venv, with JupyterLab` };
    }
    const { executable, version } = await findPython(env);
    const contained = containedEnv(root, env);
    const obstacle = await pipObstacle(executable, { env: contained, cwd: root });
    if (obstacle !== null) throw obstacle;
    const what = existsSync(venvFolder(root)) ? "is not whole or outdated" : "is not made yet";
    const advice = ["npm start or npm run setup makes it (a download of 60 MB)."];
    return { state: "note", text: `${version}, ${executable}; .venv ${what}`, advice };
  });
}

/** The kernel in `.venv`, and the one for a Jupyter of the person's own. */
export function lookAtKernel({ root, env }: Place): Promise<Finding> {
  return look("Kernel", () => {
    const program = kernelProcess(root);
    const path = join(venvFolder(root), "share", "jupyter", "kernels", "tslab", "kernel.json");
    const own =
      findUserKernel({ root, env }) === null ? "" : `; ${USER_KERNEL} for your own Jupyter`;
    if (!existsSync(path)) {
      return { state: "note", text: `not registered yet: npm start does it${own}` };
    }
    const [node, started] = readArguments(path);
    if (node === process.execPath && started === program) {
      return { state: "ok", text: `tslab in .venv${own}` };
    }
    const advice = ["npm start or npm run setup registers it anew."];
    return { state: "note", text: `tslab in .venv starts ${node} ${started}${own}`, advice };
  });
}

function readArguments(path: string): [string, string] {
  try {
    const { argv } = JSON.parse(readFileSync(path, "utf8")) as { argv: string[] };
    return [argv[0] ?? "", argv[1] ?? ""];
  } catch {
    return ["nothing:", "its file is damaged"];
  }
}

/** Room on the disk, and whether the folders can be written. */
export function lookAtDisk(
  { root, env, freeBytes = freeIn }: Place,
  folders: readonly string[],
): Promise<Finding> {
  return look("Disk", () => {
    const closed = [root, ...folders].find((folder) => !isWritable(folder));
    if (closed !== undefined) {
      const advice = [
        "Change its rights, or set DATA_DIR and FIGURES_DIR to folders that you may write.",
      ];
      return { state: "fault", text: `${closed} cannot be written`, advice };
    }
    const isReady = isVenvReady(root, env);
    const needed = isReady ? RUN_BYTES : SETUP_BYTES;
    const free = freeBytes(root);
    const text = `${formatMegabytes(free)} free in ${root}`;
    if (free >= needed) return { state: "ok", text };
    const advice = [
      `${isReady ? "A run" : "The set-up"} needs ${formatMegabytes(needed)}: free some.`,
    ];
    return { state: "fault", text, advice };
  });
}

function freeIn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** A folder that is not there yet can be written if it can be made. */
function isWritable(folder: string): boolean {
  if (!existsSync(folder)) return dirname(folder) !== folder && isWritable(dirname(folder));
  try {
    accessSync(join(folder, "."), constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
