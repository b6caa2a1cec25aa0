"""The repository as the house rules read it: its files, and what stands in them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("bot", "handlers", "models", "reminders")
OURS = (*PACKAGES, "tests", ".ci")
MADE = {"__pycache__"}  # never committed


@dataclass(frozen=True)
class PythonFile:
    """A Python file of ours: its path from the root, its text and its syntax."""

    path: str
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        return self.path.split("/")[0]

    @property
    def docstring(self) -> str | None:
        return ast.get_docstring(self.tree)

    def calls(self, *names: str) -> Iterator[ast.Call]:
        """Every call of a function of one of these names, as `name(...)` or `something.name(...)`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and _name(node.func) in names:
                yield node

    def imports(self) -> Iterator[tuple[str, str]]:
        """Every (module, name) that is imported; the name is "" for `import module`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, "") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node.module or "", alias.name) for alias in node.names)


@lru_cache(maxsize=1)
def python_files() -> tuple[PythonFile, ...]:
    """All Python files of the packages and of the tests."""
    paths = sorted(path for path in files() if path.suffix == ".py")
    texts = [(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths]
    return tuple(PythonFile(path, text, ast.parse(text)) for path, text in texts)


def product() -> list[PythonFile]:
    """The Python files of the four packages."""
    return [file for file in python_files() if file.package in PACKAGES]


@lru_cache(maxsize=1)
def files() -> tuple[Path, ...]:
    """Every file that is committed: the packages, the tests and what stands beside them."""
    found = [path for path in ROOT.iterdir() if path.is_file() and path.name not in {".env", ".git", ".coverage"}]
    for folder in OURS:
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file() and not MADE & set(path.parts)]
    return tuple(sorted(found))


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    """The text of every committed file that is text, by its path from the root."""
    found = {}
    for path in files():
        content = path.read_bytes()
        if b"\0" not in content:
            found[path.relative_to(ROOT).as_posix()] = content.decode("utf-8")
    return found


def said(node: ast.AST) -> Iterator[str]:
    """Every text within an expression; of an f-string only what comes before its first value, with a "*" behind."""
    if isinstance(node, ast.JoinedStr):
        first = node.values[0]
        yield f"{first.value if isinstance(first, ast.Constant) else ''}*"
    elif isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    else:
        for child in ast.iter_child_nodes(node):
            yield from said(child)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
