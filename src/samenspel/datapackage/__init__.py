# SPDX-License-Identifier: EUPL-1.2
"""Data packages: the tables that everything is loaded from.

The schema is written once (:mod:`samenspel.datapackage.schema`); reading, checking, writing and
documentation follow it. No Django here.
"""

from samenspel.datapackage.files import Limits
from samenspel.datapackage.municipal_changes import Step
from samenspel.datapackage.municipal_history import (
    MunicipalHistory,
    Resolution,
    Successor,
)
from samenspel.datapackage.package import BoundarySet, Licence, Package, SourceReference
from samenspel.datapackage.problems import Omitted, PackageError, Problem
from samenspel.datapackage.reader import read_package
from samenspel.datapackage.writer import write_package

__all__ = [
    "BoundarySet",
    "Licence",
    "Limits",
    "MunicipalHistory",
    "Omitted",
    "Package",
    "PackageError",
    "Problem",
    "Resolution",
    "SourceReference",
    "Step",
    "Successor",
    "read_package",
    "write_package",
]
