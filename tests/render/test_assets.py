from __future__ import annotations

from press.render.assets import make_assets


def test_names_carry_the_content_and_styles_point_to_them() -> None:
    files = {"css/press.css": b"@font-face { src: url('../fonts/a.woff2') }", "fonts/a.woff2": b"font"}
    assets = make_assets(files, "")
    font = assets.paths["fonts/a.woff2"]
    style = next(output for output in assets.outputs if output.path == assets.paths["css/press.css"])
    assert font.startswith("assets/fonts/a.")
    assert font.endswith(".woff2")
    assert style.data == b"@font-face{src:url(../" + font.removeprefix("assets/").encode() + b")}"
    assert make_assets({**files, "fonts/a.woff2": b"other"}, "").paths != assets.paths


def test_the_accent_of_config_closes_the_main_style() -> None:
    style = {"css/press.css": b"@layer a { p { color: var(--accent) } }"}
    assets = make_assets(style, "#9c2f24")
    assert assets.outputs[0].data == b"@layer a{p{color:var(--accent)}}:root{--accent:#9c2f24}"
    assert b"#" not in make_assets(style, "").outputs[0].data


def test_addresses_of_others_are_left_alone() -> None:
    assets = make_assets({"a.css": b"a{background:url(data:image/png;base64,AA)}"}, "")
    assert assets.outputs[0].data == b"a{background:url(data:image/png;base64,AA)}"
