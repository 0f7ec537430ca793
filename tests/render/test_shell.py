"""The joined script: order, scopes, stripping, and the vendored part as its manifest says."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from graphkit.render import shell
from graphkit.render.shell import join_modules, load_shell
from graphkit.render.strip import strip_css, strip_js
from tests.services import require

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "graphkit" / "render" / "assets" / "js" / "vendor"


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Modules by name, in the place of the package's."""
    texts: dict[str, str] = {}
    monkeypatch.setattr(shell, "_read", lambda name: texts[name.removeprefix("js/")])
    return texts


def test_a_module_stands_after_what_it_imports(modules: dict[str, str]) -> None:
    modules["main.js"] = 'import { b } from "./b.js";\nimport { a } from "./a.js";\nuse(a, b);\n'
    modules["b.js"] = 'import { a } from "./a.js";\nexport const b = a + 1;\n'
    modules["a.js"] = "// one\nexport const a = 1;\n"
    assert join_modules("main.js") == '"use strict";(()=>{const a=1;\nconst b=a+1;\nuse(a,b);})();'


def test_a_vendored_bundle_keeps_its_names_to_itself(modules: dict[str, str]) -> None:
    modules["main.js"] = 'import { zoom } from "./vendor/d3.js";\nconst e = zoom;\n'
    modules["vendor/d3.js"] = "/*! notice */\nvar e=1;export{e as zoom};\n"
    joined = join_modules("main.js")
    assert "const{zoom}=(()=>{/*! notice */\nvar e=1;return{zoom:e}})();" in joined


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (
            {"main.js": 'import { a } from "./a.js";\n', "a.js": 'import { b } from "./main.js";\n'},
            "in a circle",
        ),
        ({"main.js": 'import { a } from "./a.js";\n', "a.js": "const a = 1;\n"}, "a.js does not export"),
        (
            {
                "main.js": 'import { a } from "./a.js";\nconst b = 1;\n',
                "a.js": "export const a = 1;\nconst b = 2;\n",
            },
            "b is declared by both a.js and main.js",
        ),
    ],
)
def test_what_cannot_be_joined_is_refused(
    modules: dict[str, str], texts: dict[str, str], message: str
) -> None:
    modules |= texts
    with pytest.raises(ValueError, match=message):
        join_modules("main.js")


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("let a = 1; // x\nlet b = 2;", "let a=1;let b=2;"),
        ('let a = "// no /* comment */  x";', 'let a="// no /* comment */  x";'),
        ("let a = 'it\\'s  // so';", "let a='it\\'s  // so';"),
        (
            "let a = `two  // spaces ${ b /* c */ + `in  ${ d }` } x`;",
            "let a=`two  // spaces ${b+`in  ${d}`} x`;",
        ),
        ("let a = b / c / d;", "let a=b/c/d;"),
        ("f(/[/ ]  x\\//g, 1);", "f(/[/ ]  x\\//g,1);"),
        ("return /  a/.test(b);", "return/  a/.test(b);"),
        ("a = b + +c; d = e - -f; g++ + h;", "a=b+ +c;d=e- -f;g++ +h;"),
        ("const x = 1\nconst y = 2", "const x=1\nconst y=2"),
        ("if (a)\n  b();\nelse c();", "if(a)\nb();else c();"),
        ("a\n  .b()\n  .c();", "a.b().c();"),
        ("for (const x of y) if (x in z) typeof x;", "for(const x of y)if(x in z)typeof x;"),
        ("/** @type {A} */ (b).c = 1;", "(b).c=1;"),
        ("a = 0.5 * 10.05 + 0x10 - x0.y;", "a=.5*10.05+0x10-x0.y;"),
        ("a = b\n0.5.toFixed()", "a=b\n.5.toFixed()"),
    ],
)
def test_stripping_keeps_what_means_something(text: str, stripped: str) -> None:
    assert strip_js(text) == stripped


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("a > b,\n.c { margin : 0  1px ; }", "a>b,.c{margin:0 1px}"),
        ('a::before { content: "a  /* b */"; }', 'a::before{content:"a  /* b */"}'),
        ("a :hover { width: calc(1px + 2px); }", "a :hover{width:calc(1px + 2px)}"),
        ("a { b: url(img/0.5 x.png) 0.5px 10.05px; }", "a{b:url(img/0.5 x.png) .5px 10.05px}"),
        ("@media (max-width: 1px) { a { b: c; } }", "@media (max-width:1px){a{b:c}}"),
    ],
)
def test_stripping_styles_keeps_what_means_something(text: str, stripped: str) -> None:
    assert strip_css(text) == stripped


def test_the_stripped_script_means_what_the_modules_mean() -> None:
    """Both texts give the same statements once a parser has printed them anew."""
    _need_tools()
    names = [path.name for path in sorted(VENDOR.parent.glob("*.js"))]
    for name in names:
        text = (VENDOR.parent / name).read_text(encoding="utf-8")
        assert _printed(strip_js(text)) == _printed(text), name


def test_style_types_and_format_of_the_scripts() -> None:
    _need_tools()
    result = subprocess.run(["npm", "run", "-s", "check"], cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_vendored_bundle_is_the_one_of_the_manifest() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
    bundle = (VENDOR / manifest["file"]).read_bytes()
    assert hashlib.sha256(bundle).hexdigest() == manifest["sha256"]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for package in manifest["packages"]:
        assert locked[f"node_modules/{package['name']}"]["version"] == package["version"]
        assert package["licence"] == "ISC"
        assert package["name"].encode() in bundle[:1500]
    assert b"Permission to use, copy, modify, and/or distribute" in bundle
    assert "Permission to use, copy, modify" in load_shell().script


def test_the_bundle_can_be_made_again(tmp_path: Path) -> None:
    _need_tools()
    before = {path.name: path.read_bytes() for path in VENDOR.iterdir()}
    try:
        subprocess.run(["npm", "run", "-s", "vendor"], cwd=ROOT, check=True, capture_output=True)
        assert {path.name: path.read_bytes() for path in VENDOR.iterdir()} == before
    finally:
        for name, content in before.items():
            (VENDOR / name).write_bytes(content)


def test_the_lock_names_no_host() -> None:
    assert "http" not in (ROOT / "package-lock.json").read_text(encoding="utf-8").replace(
        "https://opencollective", ""
    )


def _need_tools() -> None:
    ready = bool(shutil.which("node")) and (ROOT / "node_modules" / "esbuild").is_dir()
    require("node", ready, "apt-get install nodejs npm, then: npm install --no-save")


def _printed(text: str) -> str:
    command = [
        str(ROOT / "node_modules" / ".bin" / "esbuild"),
        "--loader=js",
        "--legal-comments=none",
        "--minify-whitespace",
    ]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
