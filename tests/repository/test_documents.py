# SPDX-License-Identifier: EUPL-1.2
"""Documents that are made from the code are up to date."""

import re
from pathlib import Path

from samenspel.datapackage.describe import describe
from samenspel.web.settings import HELP

ROOT = Path(__file__).resolve().parents[2]


def test_description_of_data_packages_is_that_of_the_schema() -> None:
    """``samenspel data schema > docs/data-package.md`` makes it again."""
    assert (ROOT / "docs/data-package.md").read_text(encoding="utf-8") == describe()


def test_every_setting_is_explained() -> None:
    files = sorted((ROOT / "src/samenspel/web").glob("settings*.py"))
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    read = set(re.findall(r'env\.\w+\(\s*"(SAMENSPEL_\w+)"', text))
    for name in re.findall(r'read_secret\(env, "(SAMENSPEL_\w+)"', text):
        read |= {name, f"{name}_FILE"}
    assert read == set(HELP)
