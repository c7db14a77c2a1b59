// Runs tests/translate under CPython 3.14: pyodide in Node, with src, the tests and pytest mounted.
// No Django is mounted: that the translator needs none is part of what is tested.

import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));

const python = await loadPyodide({ env: { PYTHONDONTWRITEBYTECODE: "1", HOME: "/project" } });
for (const [inside, outside] of [
  ["/site-packages", `${here}site-packages`],
  ["/project/src", `${root}src`],
  ["/project/tests/translate", `${root}tests/translate`],
]) {
  python.FS.mkdirTree(inside);
  python.mountNodeFS(inside, outside);
}

process.exitCode = await python.runPythonAsync(`
import os, sys

sys.path[:0] = ["/project/src", "/site-packages"]
os.chdir("/project")
print("CPython", sys.version.split()[0])

import pytest

int(pytest.main([
    "-c", "/dev/null", "--rootdir", "/project", "-o", "pythonpath=tests",
    "-p", "no:cacheprovider", "-W", "error", "-ra", "--strict-markers", "-o", "markers=slow",
    *${JSON.stringify(process.argv.slice(2))}, "tests/translate",
]))
`);
