"""Pages patched in place, in a real browser: what readers and scripts did to them is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.serve.stage import opened, was_kept

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

    from tests.serve.stage import Stage

LONG = "".join(f'<h2 id="s{n}">Section {n}</h2><p>{"texte " * 200}</p>' for n in range(30))
FAQ = "<details><summary>Une question</summary><p>Une réponse</p></details>"


def test_a_change_of_text_keeps_scroll_focus_details_and_decorations(
    context: BrowserContext, stage: Stage
) -> None:
    button = "<pre>code</pre><input id=champ>"
    page = opened(context, stage, LONG + FAQ + button + "<p id=fin>avant</p>")
    page.evaluate("""() => {
        document.querySelector("details").open = true;
        document.querySelector("pre").append(document.createElement("button"));
        document.documentElement.dataset.theme = "sombre";
        champ.value = "saisie"; champ.focus({ preventScroll: true });
        scrollTo(0, 2000); window.heading = document.getElementById("s9");
    }""")
    more = LONG.replace("Section 9<", "Section neuf<").replace("Section 20", "Section vingt")
    stage.show(more + "<p>ajout</p>" + FAQ + button + "<p id=fin>après</p>")
    page.wait_for_function("document.getElementById('fin').textContent === 'après'")
    seen = page.evaluate("""() => ({
        scroll: scrollY, open: document.querySelector("details").open,
        button: document.querySelectorAll("pre button").length,
        theme: document.documentElement.dataset.theme, focus: document.activeElement.id,
        value: champ.value, same: heading === document.getElementById("s9") && heading.isConnected,
        text: heading.textContent, added: document.body.innerText.includes("ajout"),
    })""")
    assert seen == {
        "scroll": 2000, "open": True, "button": 1, "theme": "sombre", "focus": "champ",
        "value": "saisie", "same": True, "text": "Section neuf", "added": True,
    }  # fmt: skip
    assert was_kept(page)


BODIES = [
    "<p>a</p><p>b</p>",
    "<p>b</p>",
    "<p>a</p><p>b</p><p>c</p>",
    "<ul><li id=a>1</li><li id=b>2</li><li id=c>3</li></ul>",
    "<ul><li id=c>3</li><li id=b>deux</li><li id=a>1</li></ul>",
    "<ol><li id=a>1</li></ol>",
    "<h2>a</h2>",
    '<p class="x" lang="fr">a</p>',
    '<p title="y" lang="en">a</p>',
    "texte <b>gras</b> fin",
    "<!-- note -->texte <i>penché</i> <b>gras</b>",
    "",
    "<table><tr><td>1</td></tr></table>",
    "<svg><circle r='1'/></svg>",
    "<svg><circle r='2'/><path d='M0 0'/></svg>",
    "<div><p>a</p><div><p>b</p></div></div>",
    "<div><div><p>b</p><p>a</p></div></div>",
    "<h2 id=a>A</h2><p>1</p><h2 id=b>B</h2><p>2</p>",
    "<h2 id=b>B</h2><p>2</p><p>3</p>",
]


def test_what_is_shown_becomes_what_was_built(context: BrowserContext, stage: Stage) -> None:
    page = opened(context, stage, "<p>début</p>")
    for body in [*BODIES, *reversed(BODIES)]:
        stage.show(body)
        page.wait_for_function(
            """(page) => {
                const own = document.body.cloneNode(true);
                own.normalize();
                return own.isEqualNode(new DOMParser().parseFromString(page, "text/html").body);
            }""",
            arg=stage.pages["/"],
        )
    assert was_kept(page)


# Of a page whose script puts each code block and each image in a box, as our themes do.
BOXED = [
    "<p>un</p><pre>ls -l</pre><p>deux</p><pre>pwd</pre><p>x <img alt=a> y</p><p>fin</p>",
    "<p>UN</p><pre>ls -l</pre><p>deux</p><pre>pwd</pre><p>x <img alt=a> y</p><p>fin</p>",
    "<p>UN</p><pre>ls -la</pre><p>deux</p><pre>pwd</pre><p>x <img alt=b> y</p><p>fin</p>",
    "<pre>pwd</pre><p>UN</p><pre>ls -la</pre><p>x <img alt=b> <img alt=c> y</p><p>fin</p>",
    "<p>x y</p><pre>neuf</pre><pre>pwd</pre><p>fin</p>",
    "<div><pre>neuf</pre></div><p>x <img alt=a></p>",
    "",
    "<p>un</p><pre>ls -l</pre><p>deux</p><pre>pwd</pre><p>x <img alt=a> y</p><p>fin</p>",
]
BOX = """() => {
    for (const one of document.querySelectorAll("pre:not(.box > *), img:not(.box > *)")) {
        const box = document.createElement("span");
        box.className = "box";
        one.replaceWith(box);
        box.append(one, document.createElement("button"));
    }
}"""
IS_SHOWN = """(page) => {
    const own = document.body.cloneNode(true);
    const boxes = [...own.querySelectorAll(".box")];
    for (const box of boxes) box.replaceWith(box.firstElementChild);
    own.normalize();
    return boxes.every((box) => box.childElementCount === 1 && box.querySelector("button"))
        && own.isEqualNode(new DOMParser().parseFromString(page, "text/html").body);
}"""


@pytest.mark.parametrize("boxes_again", [True, False])
def test_what_scripts_put_in_boxes_is_patched_there(
    context: BrowserContext, stage: Stage, *, boxes_again: bool
) -> None:
    page = opened(context, stage, BOXED[0])
    page.evaluate(BOX)
    boxes = page.evaluate("window.boxes = [...document.querySelectorAll('.box')]; boxes.length")
    for number, body in enumerate([*BOXED, *reversed(BOXED)]):
        stage.show(body)
        page.wait_for_function(IS_SHOWN, arg=stage.pages["/"])
        if number == 1:
            assert page.evaluate("boxes.filter((box) => box.isConnected).length") == boxes
        if boxes_again:
            page.evaluate(BOX)
    assert was_kept(page)


def test_what_a_script_moved_or_took_away_is_patched_all_the_same(
    context: BrowserContext, stage: Stage
) -> None:
    body = "<ul><li>a{1}</li><li>b</li></ul><ol></ol><p>{0}</p><p id=z>{0}</p>"
    page = opened(context, stage, body.format(1, ""))
    page.evaluate("document.querySelector('ol').append(document.querySelector('li'))")
    page.evaluate("document.getElementById('z').remove()")
    stage.show(body.format(2, "!"))
    page.wait_for_function("document.querySelector('p').textContent === '2'")
    assert page.locator("li").count() == len("ab")
    assert page.locator("ol li").inner_text() == "a!"
    assert page.locator("#z").inner_text() == "2"
    assert was_kept(page)
