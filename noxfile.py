"""The version matrix and the jobs that need an environment of their own.

`make matrix` runs the matrix; `nox --list` shows the sessions.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

import nox

nox.needs_version = ">=2026.10"
nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_venv = "yes"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False
nox.options.sessions = ["tests", "lowest", "interpreters", "lint", "types", "wheel"]

ROOT = Path(__file__).parent
# Each Python with its newest Django and another one, so that every Django has two Pythons.
DJANGO_BY_PYTHON = {
    "3.11": ["5.2"],
    "3.12": ["6.0", "6.1"],
    "3.13": ["5.2", "6.1"],
    "3.14": ["6.0", "6.1"],
}
# `make test` and `make coverage` test the Python of .venv, which runs nox, with its newest Django.
OWN = f"{sys.version_info.major}.{sys.version_info.minor}"
MATRIX = [
    (python, django)
    for python, every in DJANGO_BY_PYTHON.items()
    for django in every
    if (python, django) != (OWN, DJANGO_BY_PYTHON.get(OWN, [""])[-1])
]
# These do not use Django, or take long: they run with the newest Django of each Python only.
ONE_DJANGO = ("compat", "laws", "openapi", "output", "real", "translate", "validation", "drafting")
WITHOUT_THOSE = [f"--ignore=tests/{name}" for name in ONE_DJANGO]
# These run once, not in the matrix: they measure speed, or do not depend on the version of Django,
# or test a page in a browser, or run every command of a page or of a whole project.
ONCE = (
    *("benchmarks", "clients", "mutation", "preview/browser", "preview/live", "reporting/browser"),
    *("compat/test_action.py", "dayone", "typechecking", "walks"),
    *(f"tooling/test_{name}.py" for name in ("generated", "github", "hooks", "ids", "quick")),
    *(f"tooling/test_{name}.py" for name in ("recording", "reference", "release", "site")),
    *(f"drafting/writing/test_{name}_project.py" for name in ("annotated", "whole")),
)
ALWAYS_IGNORED = [f"--ignore=tests/{name}" for name in ONCE]
# The minimum versions of pyproject.toml; they run with the oldest Python.
LOWEST = {
    "django": "5.2.0",
    "djangorestframework": "3.16.0",
    "drf-spectacular": "0.28.0",
    "typing-extensions": "4.13.0",
}
# The same of those that the test dependencies need in a newer release.
LOWEST_ALONE = ("jsonschema==4.20.0", "pyyaml==6.0.1")
# Packages with an AutoSchema of their own.
SCHEMAS = ("drf-standardized-errors", "drf-spectacular-jsonapi")
PROJECT = nox.project.load_toml("pyproject.toml")
# Projects from PyPI that `make adopt` adopts this package in.
ADOPTED = nox.project.load_toml("tests/adoption/projects.toml")


def pyenv_interpreters() -> list[str]:
    """The `bin` folders under pyenv; its shims on PATH start the selected version only."""
    if pyenv := shutil.which("pyenv"):
        root = subprocess.run([pyenv, "root"], capture_output=True, text=True, check=True).stdout
    else:
        root = os.environ.get("PYENV_ROOT", "~/.pyenv")
    versions = Path(root.strip()).expanduser().glob("versions/3.1[1-9]*/bin")
    return [str(folder) for folder in sorted(versions)]


os.environ["PATH"] = os.pathsep.join([*pyenv_interpreters(), os.environ["PATH"]])

# The newest Python of this machine, because a Django to come needs it.
NEWEST = next((each for each in reversed(DJANGO_BY_PYTHON) if shutil.which(f"python{each}")), OWN)


def group(name: str) -> list[str]:
    """The requirements of a dependency group of pyproject.toml."""
    return list(nox.project.dependency_groups(PROJECT, name))


def run_tests(session: nox.Session, *options: str, program: Sequence[str] = ("pytest",)) -> None:
    session.run(*program, "--quiet", *ALWAYS_IGNORED, *options, *session.posargs)


@nox.session(tags=["matrix"])
@nox.parametrize(("python", "django"), MATRIX)
def tests(session: nox.Session, django: str) -> None:
    """Run the tests on each Python with two of the Djangos that support it."""
    session.install("--editable", ".", *group("test"), f"django~={django}.0")
    python = str(session.python)
    is_newest = django == DJANGO_BY_PYTHON[python][-1]
    # What starts processes takes long, so it runs once with the oldest and the newest Python.
    is_quick = not is_newest or python not in (OWN, NEWEST)
    run_tests(session, *([] if is_newest else WITHOUT_THOSE), *(["--quick"] if is_quick else []))


@nox.session(python=NEWEST)
def trial(session: nox.Session) -> None:
    """Run the tests with a requirement that the matrix does not have: `-- ./django`, a checkout."""
    (requirement,) = session.posargs or session.error("name one: nox --session trial -- ./django")
    session.install("--editable", ".", *group("test"))
    session.install("--upgrade", requirement)
    session.run("python", "-m", "pip", "list")
    session.run("pytest", "--quiet", *ALWAYS_IGNORED, "-n", "auto", "--dist", "loadfile")


@nox.session(python="3.11", tags=["matrix"])
def lowest(session: nox.Session) -> None:
    """Run the tests with the lowest supported version of every dependency.

    It also measures the branch coverage of src, which would take a quarter of an hour by itself.
    """
    pins = [f"{name}=={version}" for name, version in LOWEST.items()]
    session.install("--editable", ".", *group("test"), *pins)
    session.run("coverage", "erase")
    run_tests(session, program=("coverage", "run", "-m", "pytest"))
    session.run("coverage", "combine", "--quiet")
    session.run("coverage", "report")


@nox.session(venv_backend="none")
def interpreters(session: nox.Session) -> None:
    """Check that every Python of the matrix translates types to the same bytes."""
    others = [python for python in DJANGO_BY_PYTHON if python != OWN]
    folders = [f"tests-python-{python.replace('.', '-')}-*" for python in others]
    found = [sorted(ROOT.glob(f".nox/{folder}/bin/python"))[-1:] for folder in folders]
    paths = os.pathsep.join([sys.executable, *(str(path) for each in found for path in each)])
    command = [sys.executable, "-m", "pytest", "--quiet", "tests/laws/test_determinism.py"]
    session.run(*command, "-k", "interpreter", env={"LAWS_INTERPRETERS": paths}, external=True)


@nox.session(venv_backend="none")
def lint(session: nox.Session) -> None:
    """Check style, format and layers."""
    session.run("make", "lint", external=True)


@nox.session(venv_backend="none")
def types(session: nox.Session) -> None:
    """Run mypy and pyright over src and example."""
    session.run("make", "types", external=True)


@nox.session(venv_backend="none")
def upstream(session: nox.Session) -> None:
    """Run tests/spectacular with the newest drf-spectacular, pre-releases included."""
    folder = str(Path(session.create_tmp()).resolve())
    # Outside the environment, so that other tests keep their release.
    install = ["--quiet", "--pre", "--upgrade", "--no-deps", "--target", folder]
    python = [sys.executable, "-m"]
    session.run(*python, "pip", "install", *install, "drf-spectacular", external=True)
    newest = ", ".join(path.name for path in Path(folder).glob("drf_spectacular-*.dist-info"))
    session.log(f"testing {newest}")
    command = [*python, "pytest", "--quiet", "-n", "auto", "tests/spectacular"]
    session.run(*command, *session.posargs, env={"PYTHONPATH": folder}, external=True)


def unpack_source(session: nox.Session, requirement: str) -> Path:
    """Download the source distribution of a package; returns the folder that it unpacks to."""
    folder = Path(session.create_tmp()).resolve()
    name = requirement.partition("==")[0]
    options = ["--quiet", "--no-deps", "--no-binary", name, "--dest", str(folder)]
    session.run("pip", "download", *options, requirement)
    source = max(folder.glob(f"{name.replace('-', '_')}-*.tar.gz"))
    shutil.unpack_archive(source, folder, filter="data")
    return source.with_suffix("").with_suffix("")


@nox.session(python="3.12")
def upstream_suite(session: nox.Session) -> None:
    """Run drf-spectacular's own tests with this package: each has the same outcome as without."""
    unpacked = unpack_source(session, "drf-spectacular")
    shutil.rmtree(unpacked / "drf_spectacular")  # the installed one is tested
    version = unpacked.name.removeprefix("drf_spectacular-")
    every = [
        f"--requirement={unpacked / 'requirements' / name}.txt" for name in ("testing", "optionals")
    ]
    session.install("--editable", ".", f"drf-spectacular=={version}", *SCHEMAS, *every)
    program = ROOT / "tests" / "adoption" / "upstream_suite.py"
    session.run("python", str(program), str(unpacked))


def install_debian(session: nox.Session, packages: list[str]) -> None:
    """Install those packages of Debian that are missing."""
    status = ["dpkg-query", "--status"]
    missing = [p for p in packages if subprocess.run([*status, p], capture_output=True).returncode]
    if missing:
        session.run("apt-get", "update", "--quiet", external=True)
        options = ["--yes", "--quiet", "--no-install-recommends"]
        session.run("apt-get", "install", *options, *missing, external=True)


@nox.session(python="3.12")
@nox.parametrize("project", sorted(ADOPTED))
def adopt(session: nox.Session, project: str) -> None:
    """Adopt this package in a large project from PyPI, and compare, publish, test and measure."""
    facts = ADOPTED[project]
    install_debian(session, facts["debian"])
    session.install("--editable", ".", *facts["requirements"], "pytest", "pytest-django")
    source = [str(unpack_source(session, facts["requirements"][0]))] if facts["source"] else []
    session.run("python", "tests/adoption/adopt.py", project, *source)


@nox.session(reuse_venv=False)
def wheel(session: nox.Session) -> None:
    """Build and check wheel and sdist, build the example with each, and run the sdist's tests.

    The example is built in an empty environment, the tests run with the packages of .venv.
    """
    built = ROOT / "dist"
    shutil.rmtree(built, ignore_errors=True)
    builder = Path(session.create_tmp()).resolve() / "builder"
    session.run(sys.executable, "-m", "venv", "--clear", str(builder), external=True)
    python = [str(builder / "bin" / "python"), "-m"]
    tools = ["hatchling", "twine", "check-wheel-contents"]
    session.run(*python, "pip", "install", "--quiet", *tools, external=True)
    session.run(*python, "hatchling", "build", "-d", str(built), external=True)
    (source,), (packed,) = built.glob("*.tar.gz"), built.glob("*.whl")
    session.run(*python, "twine", "check", "--strict", str(source), str(packed), external=True)
    session.run(*python, "check_wheel_contents", str(packed), external=True)
    for file in (packed, source):
        session.install("--force-reinstall", str(file), *LOWEST_ALONE)
        session.run("python", str(ROOT / "tests" / "tooling" / "smoke.py"))
        manage = str(ROOT / "example" / "manage.py")
        session.run("python", manage, "apidocs", "build", "--out", str(builder.parent / "public"))
    # Outside of the checkout, whose settings tools would find; TMPDIR is a folder in it by now.
    with TemporaryDirectory() as folder:
        shutil.unpack_archive(source, folder, filter="data")
        unpacked = Path(folder) / source.name.removesuffix(".tar.gz")
        command = [sys.executable, "-m", "pytest", "--quick", "--quiet", "-n", "auto", "--dist"]
        elsewhere = {"PYTHONPATH": str(unpacked / "src"), "TMPDIR": gettempdir()}
        with session.chdir(unpacked):
            session.run(*command, "loadfile", env=elsewhere, external=True)
