"""The architecture, checked: floors, purity, sizes, and templates that use what views give."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment, meta, nodes

from antiseche.outputs import antiseches, fiches, listings, offline, search
from antiseche.templating import FILTERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import UnionType

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "antiseche"

# A module imports only from floors below its own. ARCHITECTURE.md groups the same by role.
FLOORS = (
    ("__init__", "folded", "levels", "order", "recent", "source"),
    ("model",),
    # Words, and the smallest readers and writers.
    ("text.autolinks", "text.codec", "text.column_height", "text.fold", "text.html",
     "text.plurals", "text.png", "text.qr", "text.references", "text.short_names", "text.spaces",
     "text.typography_signs", "text.xml", "text.yamlerror", "text.yamlpairs"),
    ("text.collation", "text.dates", "text.dressing", "text.edits", "text.http", "text.injection",
     "text.nearest", "text.search", "text.slugs", "text.typography_*", "text.yamlfaults"),
    ("text.condense", "text.elements", "text.highlight", "text.image_sizes", "text.near_date",
     "text.search_pieces", "text.typography", "text.urls", "text.yamltree"),
    # Problems, keys, templates; Markdown with its places.
    ("problems", "reasons", "schema", "templating", "text.passages", "text.places",
     "text.printing"),
    ("config", "json_schema", "library", "outputs.theme", "problem_formats", "selection",
     "site_values", "text.dialect", "text.foreign_headers", "text.header_end", "text.prose",
     "text.values"),
    ("neighbours", "outputs.frame", "site_file", "text.forms", "text.headings", "text.links",
     "text.skeleton"),
    ("outputs.*", "text.frontmatter", "text.markdown"),
    ("text.retouch", "text.search_passages"),
    # What is judged.
    ("answers", "checks.site", "checks.subject", "text.draft_edits"),
    ("checks.losses", "checks.silences", "checks.slips", "edges.burst", "edges.signature"),
    ("edges.folders",),
    ("checks.*",),
    ("check_fiche", "check_site", "edges.fingerprint", "edges.memory", "edges.pool",
     "edges.progress", "edges.snapshot", "proofread"),
    # The stages, and the world.
    ("edges.*", "parse", "plan", "render"),
    ("judging", "origins", "parsing"),
    ("stale",),
    ("desk", "pipeline"),
    ("commands.shared", "relinking", "serve", "up_to_date", "web_links"),
    ("commands.*",),
    ("cli",),
    ("__main__",),
)  # fmt: skip

# What only the edges, the commands and the server may know: files, processes, sockets, the clock.
WORLD = {
    "asyncio", "concurrent", "fcntl", "http.client", "http.server", "io", "multiprocessing", "os",
    "pathlib", "random", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "tempfile",
    "threading", "time", "urllib.request", "watchdog", "webbrowser",
}  # fmt: skip
# The modules of ours that others load when they need them, by their names.
LOADED_LATE = {
    "__main__": "cli", "cli": "commands.build", "edges.engine": "edges.pool",
    "up_to_date": "pipeline",
}  # fmt: skip
MAY_KNOW_THE_WORLD = ("edges.", "commands.", "cli", "serve", "pipeline", "__main__")
LONGEST = 300  # lines of a module


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        yield name, path


each_module = pytest.mark.parametrize(
    ("name", "path"), [pytest.param(name, path, id=name) for name, path in modules()]
)


def floor_of(name: str) -> int | None:
    for exact in (True, False):
        for number, names in enumerate(FLOORS):
            for pattern in names:
                many = pattern.endswith("*") and name.startswith(pattern[:-1])
                if name == pattern if exact else many:
                    return number
    return None


def imports(path: Path, *, for_types: bool = True) -> Iterator[tuple[str, bool]]:
    """Yield every module that a file imports, and whether it does so inside a function.

    What only type checkers import is left out if asked.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = inside(tree, ast.FunctionDef | ast.AsyncFunctionDef)
    left_out = set() if for_types else inside(tree, ast.If)
    for node in ast.walk(tree):
        if node in left_out:
            continue
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node in functions
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                known = (PACKAGE / Path(*node.module.split(".")[1:]) / f"{alias.name}.py").exists()
                ours = node.module.split(".")[0] == "antiseche"
                whole = f"{node.module}.{alias.name}" if ours and known else node.module
                yield whole, node in functions


def inside(tree: ast.AST, kind: type[ast.AST] | UnionType) -> set[ast.AST]:
    """Return what stands inside the nodes of a kind; of conditions, those for types only."""
    return {
        inner
        for node in ast.walk(tree)
        if isinstance(node, kind)
        if not isinstance(node, ast.If) or ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }


@each_module
def test_modules_import_only_from_the_floors_below(name: str, path: Path) -> None:
    if name.endswith("__init__") and name != "__init__":
        return
    own = floor_of(name)
    assert own is not None, f"{name} has no floor: add it to FLOORS and to ARCHITECTURE.md"
    for imported, inside in imports(path):
        if not imported.startswith("antiseche"):
            continue
        assert not inside, f"{name} imports {imported} inside a function"
        other = imported.removeprefix("antiseche").removeprefix(".") or "__init__"
        theirs = floor_of(other)
        assert theirs is not None, f"{name} imports {imported}, which has no floor"
        assert theirs < own, f"{name} (floor {own}) imports {imported} (floor {theirs})"


@each_module
def test_only_the_edges_touch_the_world(name: str, path: Path) -> None:
    if name.startswith(MAY_KNOW_THE_WORLD):
        return
    for imported, _ in imports(path, for_types=False):
        parts = imported.split(".")
        known = {".".join(parts[:length]) for length in range(1, len(parts) + 1)} & WORLD
        assert not known, f"{name} is pure, and imports {imported}"
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & {"open", "print", "input"}, f"{name} is pure, and touches the disk"


def test_what_is_loaded_late_is_known_and_on_a_floor_below() -> None:
    late = {name for name, path in modules() if "import_module(" in path.read_text("utf-8")}
    assert late == set(LOADED_LATE)
    for name, loaded in LOADED_LATE.items():
        below, own = floor_of(loaded), floor_of(name)
        assert below is not None, loaded
        assert own is not None, name
        assert below < own, f"{name} loads {loaded}"


@each_module
def test_no_module_exceeds_300_lines(name: str, path: Path) -> None:
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST, f"{name} has {length} lines"


@each_module
def test_every_module_says_what_it_is(name: str, path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), name


def test_no_broad_except() -> None:
    for name, path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                assert node.type, f"{name} catches everything"
                caught = {one.id for one in ast.walk(node.type) if isinstance(one, ast.Name)}
                assert not caught & {"Exception", "BaseException"}, name


VIEWS = {
    "layouts/article.html": fiches.View,
    "layouts/chapitre.html": fiches.View,
    "layouts/fiche.html": fiches.View,
    "pages/404.html": listings.MissingView,
    "pages/antiseche.html": antiseches.View,
    "pages/accueil.html": listings.HomeView,
    "pages/catalogue.html": listings.CatalogueView,
    "pages/hors-ligne.html": offline.PageView,
    "pages/recherche.html": search.PageView,
    "pages/rayon.html": listings.ShelfView,
    "pages/rayons.html": listings.ShelvesView,
}


def used_by(template: str, environment: Environment) -> set[str]:
    """Return the names that a template and those that it extends or includes take from its view."""
    tree = environment.parse((ROOT / "templates" / template).read_text(encoding="utf-8"))
    imported = {
        alias if isinstance(alias, str) else alias[-1]
        for statement in tree.find_all(nodes.FromImport)
        for alias in statement.names
    }
    used = set(meta.find_undeclared_variables(tree)) - imported
    for other in meta.find_referenced_templates(tree):
        if other and not other.startswith("macros/"):
            used |= used_by(other, environment)
    return used


@pytest.mark.parametrize("template", VIEWS)
def test_templates_use_exactly_what_their_view_gives(template: str) -> None:
    environment = Environment(autoescape=True)
    environment.filters.update(FILTERS)
    given = {field.name for field in fields(VIEWS[template])}
    used = used_by(template, environment)
    assert used <= given, f"{template} uses {used - given}, which its view does not give"
    chosen_by_python = {"layout"}
    assert given - used <= chosen_by_python, f"nothing uses {given - used}"


def test_every_page_template_has_a_view() -> None:
    pages = {
        str(path.relative_to(ROOT / "templates"))
        for folder in ("layouts", "pages")
        for path in (ROOT / "templates" / folder).glob("*.html")
    }
    assert pages == set(VIEWS)
