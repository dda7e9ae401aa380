"""Run notebooks in order, each on a fresh kernel, and say on stdout how far they are.

Every line on stdout is a JSON object with an `event`:

    {"event": "kernel", "pid": 123}            a kernel's process, so that the caller can end it
    {"event": "started", "notebook": "01_data_collection", "cell": 0, "cells": 12}
    {"event": "cell", "notebook": ..., "cell": 3, "cells": 12}
    {"event": "waiting", "notebook": ..., "cell": 3, "cells": 12, "message": ...}
    {"event": "finished", "notebook": ..., "cell": 12, "cells": 12, "seconds": 4.2,
     "kernel_seconds": 1.9, "cell_seconds": [0.41, ...]}
    {"event": "failed", "notebook": ..., "cell": 3, "cells": 12, "expected": true, "message": ...}

`cell` counts code cells from 1, as `In [3]` does; 0 is before the first. `waiting` repeats what an output whose metadata
say "waiting" shows at that moment. `expected` is true when the message is a sentence
for the person at the keyboard, such as a UserError's. Exit status: 0, 1 when a notebook failed, 130
when told to stop by SIGINT, SIGTERM or the end of stdin.

The executed notebook holds nothing that differs between two runs on the same data: no times, and
outputs merged as JupyterLab merges them. It takes its place only when every cell has succeeded.
"""

import argparse
import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path

# jsonschema would import it for a kind of address that notebooks do not have; that takes 1.5 s.
sys.modules["rfc3987_syntax"] = None

import nbformat
from jupyter_client import AsyncKernelManager
from jupyter_core.paths import jupyter_runtime_dir
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

CELL_SECONDS = 1800
# For the outputs that are still on their way when a cell has ended. By itself nbclient waits for 4 s, then goes on
# without the others and says nothing: a slow machine needs longer for many.
OUTPUT_SECONDS = 120
KERNEL_START_SECONDS = 60
# Two cores: while one notebook runs, the kernels of the next ones start, one after the other.
KERNELS_AHEAD = 2
KERNELSPEC = {"display_name": "TypeScript", "language": "typescript", "name": "tslab"}
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
STACK_LINE = re.compile(r"\n\s+at ")
# How tslab prints a type error: "1:7 - Cannot find name 'x'."
DIAGNOSTIC = re.compile(r"^(\S+ )?\d+:\d+ - ")
# How Node prints an error without a stack: "[message] { name: 'UserError' }".
STACKLESS = re.compile(r"^\[(.*?)\](?: \{.*)?$", re.DOTALL)
# What Node puts before the message of an error that a cell threw at once: its line and an arrow.
ARROW = re.compile(r"^[^\n]+:\d+\n[^\n]*\n\s*\^+\s*\n+")
# What tslab prints when nobody awaited a promise; the cell itself succeeds.
UNHANDLED = re.compile(r"^(?:UnhandledPromiseRejection|UncaughtException): ")

# Set once the run was told to stop.
STOPPED = threading.Event()


class NotebookFailed(Exception):
    """A notebook stopped; `expected` when the message alone is what the person needs."""

    def __init__(self, message, expected=True):
        super().__init__(message)
        self.expected = expected


class Kernel:
    """A tslab kernel and a connection to it."""

    def __init__(self, path, name):
        self.path = path
        self.manager = AsyncKernelManager(kernel_name=name)
        self.manager.shutdown_wait_time = 1.0
        # Without a name it would be a temporary file, outside of the project.
        file = f"kernel-{uuid.uuid4()}.json"
        self.manager.connection_file = str(Path(jupyter_runtime_dir()) / file)
        self.client = None
        self.seconds = None
        self.log = tempfile.TemporaryFile()

    async def start(self):
        """Start the process and wait until it answers, which takes `seconds`."""
        began = time.monotonic()
        # stdout is the caller's; what a kernel says before its first cell must not mix with it.
        # The kernel is told its notebook, so that figures can say whose they are (base/notebooks.ts).
        await self.manager.start_kernel(
            cwd=str(self.path.parent),
            env={**os.environ, "NOTEBOOK_FILE": self.path.name},
            stdout=self.log,
            stderr=self.log,
        )
        self.client = self.manager.client()
        tell("kernel", pid=self.manager.provisioner.pid)
        self.client.start_channels()
        self.client.allow_stdin = False
        await self.client.wait_for_ready(timeout=KERNEL_START_SECONDS)
        self.seconds = time.monotonic() - began

    async def stop(self):
        """Ask the kernel to end, then end it and whatever it started."""
        try:
            await self.manager.shutdown_kernel()
        except (RuntimeError, OSError):
            pass
        self.kill()

    def kill(self):
        pid = getattr(self.manager.provisioner, "pid", None)
        if pid:
            kill_group(pid)
        if self.client:
            self.client.stop_channels()
        self.manager.cleanup_connection_file()

    def words(self):
        """What the kernel's process said outside of cells."""
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def complaint(self):
        """The last line of that which speaks of an error, or an empty string."""
        lines = [line.strip() for line in self.words().splitlines()]
        return next((line for line in reversed(lines) if "error" in line.lower()), "")

    async def death(self):
        """How the kernel's process ended, to follow a colon."""
        if "heap out of memory" in self.words():
            return (
                "its JavaScript heap was full. Allow it more, for example with "
                "NODE_OPTIONS=--max-old-space-size=8192"
            )
        status = await self.manager.provisioner.poll()
        if status is not None and status < 0:
            name = signal.Signals(-status).name
            why = ", as happens when the machine runs out of memory" if name == "SIGKILL" else ""
            return f"it was ended by {name}{why}"
        complaint = self.complaint()
        return f"its process ended with status {status}" + (f" ({complaint})" if complaint else "")


class Client(NotebookClient):
    """nbclient, with stream outputs merged as JupyterLab does and the error text kept."""

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] == "stream" and msg["content"]["name"] == "stderr":
            self.stderr.append(msg["content"]["text"])
        if msg["msg_type"] in ("display_data", "update_display_data"):
            content = msg["content"]
            if content.get("metadata", {}).get("waiting"):
                tell("waiting", message=content["data"].get("text/plain", ""), **self.about)
        return super().process_message(msg, cell, cell_index)

    def output(self, outs, msg, display_id, cell_index):
        content = msg["content"]
        if msg["msg_type"] == "stream" and outs and not self.clear_before_next_output:
            last = outs[-1]
            if last.output_type == "stream" and last.name == content["name"]:
                last.text += content["text"]
                return last
        return super().output(outs, msg, display_id, cell_index)

    async def run_cell(self, index, count):
        """Execute one code cell. Raises NotebookFailed with what the cell printed last."""
        self.stderr = []
        statuses = []
        self.on_cell_executed = lambda execute_reply, **_: statuses.append(
            execute_reply["content"]["status"]
        )
        try:
            await self.async_execute_cell(self.nb.cells[index], index, execution_count=count)
        except CellExecutionError:
            raise describe_error(self.stderr) from None
        # tslab answers "abort" for a cell that it skips, and nbclient takes that for success.
        if statuses[-1] != "ok":
            raise NotebookFailed(f"The kernel skipped the cell ({statuses[-1]}).", False)
        unhandled = [text for text in self.stderr if UNHANDLED.match(text)]
        if unhandled:
            raise describe_error([UNHANDLED.sub("", unhandled[0])])


def describe_error(stderr):
    """The failure that a cell's stderr messages tell of: the message, without a stack trace."""
    if not stderr:
        return NotebookFailed("The cell failed without saying why.", False)
    texts = [ANSI.sub("", text).strip() for text in stderr]
    diagnostics = [text for text in texts if DIAGNOSTIC.match(text)]
    if diagnostics and DIAGNOSTIC.match(texts[-1]):
        return NotebookFailed("\n".join(diagnostics[:5]), False)
    stackless = STACKLESS.match(texts[-1])
    if stackless:
        return NotebookFailed(ARROW.sub("", stackless.group(1)))
    head = STACK_LINE.split(ARROW.sub("", texts[-1]), maxsplit=1)
    return NotebookFailed(head[0], expected=len(head) == 1)


async def run_notebook(path, target, starting):
    """Execute one notebook once its kernel has started, and write the result whole."""
    began = time.monotonic()
    about = {"notebook": path.stem, "cell": 0, "cells": 0}
    kernel, seconds = None, []
    try:
        nb = read_cleared(path)
        code = [i for i, cell in enumerate(nb.cells) if is_code(cell)]
        about["cells"] = len(code)
        tell("started", **about)
        kernel = await starting
        client = Client(
            nb,
            km=kernel.manager,
            timeout=CELL_SECONDS,
            iopub_timeout=OUTPUT_SECONDS,
            raise_on_iopub_timeout=True,
            record_timing=False,
        )
        client.kc = kernel.client
        client.about = about
        info = await client.async_wait_for_reply(kernel.client.kernel_info())
        if kernel.manager.kernel_name == KERNELSPEC["name"]:
            nb.metadata["kernelspec"] = dict(KERNELSPEC)
        nb.metadata["language_info"] = info["content"]["language_info"]
        for count, index in enumerate(code, 1):
            about["cell"] = count
            tell("cell", **about)
            cell_began = time.monotonic()
            await client.run_cell(index, count)
            seconds.append(round(time.monotonic() - cell_began, 4))
        write_whole(nbformat.writes(nb) + "\n", target)
    except (NotebookFailed, DeadKernelError, CellTimeoutError, OSError) as error:
        if STOPPED.is_set():  # nbclient takes our cancelling for the death of the kernel.
            raise asyncio.CancelledError from None
        failure = await explain(error, path.stem, kernel)
        tell("failed", message=str(failure), expected=failure.expected, **about)
        raise failure from None
    tell(
        "finished",
        seconds=round(time.monotonic() - began, 2),
        kernel_seconds=round(kernel.seconds, 4),
        cell_seconds=seconds,
        **about,
    )
    return kernel


async def explain(error, notebook, kernel):
    """The failure to tell of, for whatever ended a notebook."""
    if isinstance(error, DeadKernelError):
        return NotebookFailed(
            f"The kernel of notebook {notebook} stopped: {await kernel.death()}."
        )
    if isinstance(error, CellTimeoutError):
        return NotebookFailed(f"The cell took longer than {CELL_SECONDS // 60} minutes.", False)
    if isinstance(error, OSError):
        return NotebookFailed(f"Cannot read or write {error.filename}: {error.strerror}.")
    return error


def read_cleared(path):
    """Read a notebook and forget what an earlier run left in it."""
    try:
        nb = nbformat.read(path, as_version=4)
    except (ValueError, nbformat.ValidationError):
        raise NotebookFailed(f"{path.name} is not a notebook that Jupyter can read.") from None
    nb.metadata.pop("widgets", None)
    for cell in nb.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None
    return nb


def is_code(cell):
    return cell.cell_type == "code" and cell.source.strip() != ""


def write_whole(text, target):
    """Write a file by renaming a finished one over it; equal content is left alone."""
    data = text.encode("utf-8")
    if target.exists() and target.read_bytes() == data:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        part.write_bytes(data)
        replace(part, target)
    finally:
        part.unlink(missing_ok=True)


def replace(part, target, rename=os.replace, system=os.name, wait=time.sleep):
    """Rename a file over another. On Windows one that a program has open cannot be replaced: for two
    seconds it is tried again."""
    for pause in (0.05, 0.1, 0.2, 0.3, 0.6, 0.75) if system == "nt" else ():
        try:
            return rename(part, target)
        except PermissionError:
            wait(pause)
    return rename(part, target)


async def run_all(paths, output_dir, kernel_name):
    """Run the notebooks in order; while one runs, the kernels of the next ones start."""
    kernels, starting, stopping = [], {}, []
    try:
        for i, path in enumerate(paths):
            for j in range(i, min(i + 1 + KERNELS_AHEAD, len(paths))):
                if j not in starting:
                    starting[j] = asyncio.ensure_future(
                        start_kernel(paths[j], kernel_name, kernels, starting.get(j - 1))
                    )
            target = output_dir / path.name if output_dir else path
            kernel = await run_notebook(path, target, starting[i])
            stopping.append(asyncio.ensure_future(kernel.stop()))
        await asyncio.gather(*stopping)
    finally:
        for task in (*starting.values(), *stopping):
            task.cancel()
        await asyncio.gather(*starting.values(), *stopping, return_exceptions=True)
        for kernel in kernels:
            kernel.kill()


async def start_kernel(path, name, kernels, before=None):
    """A started kernel, also appended to `kernels` so that it is ended come what may.

    It starts once the task `before` has ended, so that the kernel that is needed first is not slowed.
    """
    if before:
        await asyncio.wait([before])
    for last in (False, True):
        kernel = Kernel(path, name)
        kernels.append(kernel)
        try:
            await kernel.start()
            return kernel
        except RuntimeError as error:
            # Its ports were free when it was given them and may have been taken meanwhile: once more.
            if last:
                raise NotebookFailed(
                    f"The {name} kernel did not start ({kernel.complaint() or error}). Run npm ci "
                    "and npm run setup again."
                ) from error
            kernel.kill()


def kill_group(pid, system=os.name, run=subprocess.run):
    """End a kernel and whatever it started; Windows has no process groups but a tool of its own."""
    if system == "nt":
        run(["taskkill", "/PID", str(pid), "/T", "/F"], capture_output=True, check=False)
        return
    try:
        os.killpg(pid, signal.SIGKILL)
    except OSError:
        pass


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


def stop_when_told(task):
    """Cancel the task on SIGINT, SIGTERM, or when the caller is gone (the end of stdin)."""
    loop = asyncio.get_running_loop()

    def stop():
        STOPPED.set()
        task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop)
        except NotImplementedError:  # Windows: SIGINT raises KeyboardInterrupt by itself.
            pass

    def wait_for_end_of_stdin():
        while os.read(0, 1024):
            pass
        loop.call_soon_threadsafe(stop)

    threading.Thread(target=wait_for_end_of_stdin, daemon=True).start()


async def main():
    parser = argparse.ArgumentParser(description="Run notebooks on fresh kernels, in order.")
    parser.add_argument("notebooks", nargs="+", type=Path)
    parser.add_argument("--output-dir", type=Path, help="write the executed copies there")
    parser.add_argument("--kernel", default=KERNELSPEC["name"], help="the name of its specification")
    args = parser.parse_args()
    task = asyncio.ensure_future(run_all(args.notebooks, args.output_dir, args.kernel))
    stop_when_told(task)
    try:
        await task
    except (asyncio.CancelledError, KeyboardInterrupt):
        return 130
    except NotebookFailed:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
