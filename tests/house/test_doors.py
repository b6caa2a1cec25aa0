"""Each door to the outside has one keeper; import-linter keeps the doors between the packages."""

import ast
import tomllib
from typing import Any

import pytest

from tests.house.source import ROOT, PythonFile, product

BUILDERS = {"select", "insert", "update", "delete", "text", "func", "union", "exists"}
BUILD_QUERIES = ("models/storage/migrate.py", "models/storage/migrations/", "models/storage/database.py")
ASKS_THE_SESSION = {"execute", "exec", "scalar", "scalars", "get", "add", "add_all", "delete", "merge"}
ASKS_THE_TIME = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}
WEB_LIBRARIES = {"prometheus_client", "nh3", "starlette", "uvicorn"}
KEPT_LIBRARIES = {"aiosmtplib", "apscheduler", "fpdf", "imap_tools", "jinja2", "sqlalchemy", "telegram"} | WEB_LIBRARIES


def builds_queries(file: PythonFile) -> bool:
    return file.path.endswith("_queries.py") or file.path.startswith(BUILD_QUERIES)


def test_only_query_files_build_queries() -> None:
    builders = {
        file.path: f"{module}.{name}"
        for file in product()
        if not builds_queries(file)
        for module, name in file.imports()
        if module.split(".")[0] in {"sqlalchemy", "sqlmodel"} and name in BUILDERS
    }
    assert builders == {}


def test_only_query_files_ask_the_session() -> None:
    asked = [
        f"{file.path}:{call.lineno}"
        for file in product()
        if not builds_queries(file)
        for call in file.calls(*ASKS_THE_SESSION)
        if _of(call) == "session"
    ]
    assert asked == []


def test_only_the_settings_read_the_environment() -> None:
    readers = [file.path for file in product() if "os.environ" in file.text or "getenv" in file.text]
    assert readers == ["bot/settings.py"]


def test_only_the_clock_knows_the_time() -> None:
    askers = {
        file.path
        for file in product()
        for call in file.calls("now", "utcnow", "today", "time")
        if (_of(call), ast.unparse(call.func).split(".")[-1]) in ASKS_THE_TIME
    }
    assert askers == {"bot/clock.py"}


def _of(call: ast.Call) -> str:
    """Return the name before the dot of `name.function(...)`, or ""."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    return owner.id if isinstance(owner, ast.Name) else ""


@pytest.fixture(scope="module")
def contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    assert settings["include_external_packages"] is True
    return settings["contracts"]


def test_a_contract_names_who_may_import_each_library_of_the_outside(contracts: list[dict[str, Any]]) -> None:
    kinds = ("protected_modules", "forbidden_modules")
    kept = {module for contract in contracts for kind in kinds for module in contract.get(kind, [])}
    assert kept == KEPT_LIBRARIES


def test_the_arrow_between_the_packages_is_a_contract(contracts: list[dict[str, Any]]) -> None:
    [arrow] = [one["layers"] for one in contracts if one["type"] == "layers" and "containers" not in one]
    assert arrow == ["bot", "handlers | reminders", "models"]  # "|": the two do not know each other


def test_every_room_of_models_has_its_place_in_the_contract(contracts: list[dict[str, Any]]) -> None:
    [inner] = [one for one in contracts if one.get("containers") == ["models"]]
    rooms = {path.parent.name for path in (ROOT / "models").glob("*/__init__.py")}
    assert {room for layer in inner["layers"] for room in layer.split(" | ")} == rooms
    assert inner["exhaustive"] is True
