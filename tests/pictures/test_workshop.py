from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from press.model.digest import digest_bytes
from press.model.picture import Card, Cut, DerivedFile
from press.model.problem import ProblemsFound
from press.parallel.pool import map_in_processes
from press.pictures.picture_cache import Shelf
from press.pictures.settings import open_picture_settings
from press.pictures.workshop import PictureWorkshop, make_pictures
from tests.pictures.samples import photograph, saved, scene
from tests.pictures.test_card import FONTS

PHOTOGRAPH = photograph(300, 200)


@dataclass
class Folder:
    """Sources by path, and which of them were read."""

    files: dict[str, bytes]
    read: list[str] = field(default_factory=list)

    def __call__(self, path: str) -> bytes:
        self.read.append(path)
        return self.files[path]


def cuts(source: str, widths: Sequence[int], data: bytes = PHOTOGRAPH) -> list[DerivedFile]:
    key = digest_bytes(data)
    recipes = [Cut(source, key, (300, 200), (0, 0, 300, 200), (w, w * 2 // 3), "webp", 70) for w in widths]
    return [DerivedFile(f"images/{Path(source).stem}-{r.size[0]}.webp", f"{key}-{r.size[0]}", r) for r in recipes]


def workshop(tmp_path: Path, folder: Folder, jobs: int = 1) -> PictureWorkshop:
    return PictureWorkshop(tmp_path / "pictures", FONTS, jobs, folder, map_in_processes)


def developed(wanted: Sequence[DerivedFile], made_in: PictureWorkshop) -> dict[str, bytes]:
    return {rendered.output.path: rendered.output.data for rendered in make_pictures(wanted, wanted, made_in)}


def kept(tmp_path: Path) -> list[Path]:
    return sorted(path for path in (tmp_path / "pictures").rglob("*") if path.is_file())


def test_what_was_made_once_is_taken_from_the_cache_without_its_source(tmp_path: Path) -> None:
    folder, wanted = Folder({"a.jpg": PHOTOGRAPH}), cuts("a.jpg", [100, 200])
    first = developed(wanted, workshop(tmp_path, folder))
    assert folder.read == ["a.jpg"]
    assert developed(wanted, workshop(tmp_path, folder)) == first
    assert folder.read == ["a.jpg"]
    assert len(kept(tmp_path)) == 2


def test_a_width_more_reads_the_source_once_and_makes_one_file(tmp_path: Path) -> None:
    folder = Folder({"a.jpg": PHOTOGRAPH})
    developed(cuts("a.jpg", [100]), workshop(tmp_path, folder))
    before = kept(tmp_path)
    developed(cuts("a.jpg", [100, 200]), workshop(tmp_path, folder))
    assert folder.read == ["a.jpg", "a.jpg"]
    assert set(before) < set(kept(tmp_path))


def test_what_the_site_no_longer_uses_leaves_the_cache(tmp_path: Path) -> None:
    folder = Folder({"a.jpg": PHOTOGRAPH, "b.jpg": saved(scene(300, 200))})
    developed(cuts("a.jpg", [100, 200]), workshop(tmp_path, folder))
    developed(cuts("b.jpg", [100], folder.files["b.jpg"]), workshop(tmp_path, folder))
    assert len(kept(tmp_path)) == 1


@pytest.mark.parametrize("damage", [b"", b"short", b"0" * 32 + b"other bytes"])
def test_a_damaged_file_of_the_cache_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    folder, wanted = Folder({"a.jpg": PHOTOGRAPH}), cuts("a.jpg", [100])
    first = developed(wanted, workshop(tmp_path, folder))
    kept(tmp_path)[0].write_bytes(damage)
    assert developed(wanted, workshop(tmp_path, folder)) == first


def test_a_cache_that_cannot_be_written_costs_time_alone(tmp_path: Path) -> None:
    folder = Folder({"a.jpg": PHOTOGRAPH})
    wanted = cuts("a.jpg", range(20, 50))
    expected = developed(wanted, workshop(tmp_path / "other", folder))
    (tmp_path / "pictures").write_text("a file where the folder would be")
    for jobs in (1, 2):
        assert developed(wanted, workshop(tmp_path, folder, jobs)) == expected


def test_one_process_or_several_give_the_same_bytes_in_the_same_order(tmp_path: Path) -> None:
    folder = Folder(dict.fromkeys(("a.jpg", "b.jpg", "c.jpg"), PHOTOGRAPH))
    wanted = [cut for name in folder.files for cut in cuts(name, range(60, 70))]
    titles = [Card(f"Title {n}", "", "", "The Courier", "#9c2f24", "f") for n in range(20)]
    wanted += [DerivedFile(f"images/card-{n}.png", f"card-{n}", card) for n, card in enumerate(titles)]
    alone = list(developed(wanted, workshop(tmp_path / "one", folder)).items())
    together = list(developed(wanted, workshop(tmp_path / "two", folder, 2)).items())
    assert alone == together
    assert len(alone) == 50


def test_a_file_under_several_names_is_made_once(tmp_path: Path) -> None:
    folder = Folder({"a.jpg": PHOTOGRAPH, "b.jpg": PHOTOGRAPH})
    made = developed([*cuts("a.jpg", [100]), *cuts("b.jpg", [100])], workshop(tmp_path, folder))
    assert folder.read == ["a.jpg"]
    assert len(made) == 2
    assert len(set(made.values())) == 1


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_source_that_changed_meanwhile_is_a_problem(tmp_path: Path, jobs: int) -> None:
    folder = Folder({"a.jpg": PHOTOGRAPH + b"more"})
    with pytest.raises(ProblemsFound) as found:
        developed(cuts("a.jpg", range(20, 50)), workshop(tmp_path, folder, jobs))
    assert [p.place.path for p in found.value.problems] == ["a.jpg"]
    assert found.value.problems[0].message == "the file changed during the build"


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_source_that_cannot_be_decoded_names_the_file(tmp_path: Path, jobs: int) -> None:
    broken = PHOTOGRAPH[: len(PHOTOGRAPH) // 2]
    folder = Folder({"a.jpg": broken})
    with pytest.raises(ProblemsFound) as found:
        developed(cuts("a.jpg", range(20, 50), broken), workshop(tmp_path, folder, jobs))
    assert [p.place.path for p in found.value.problems] == ["a.jpg"]
    assert "damaged" in found.value.problems[0].message


def test_a_build_that_is_given_up_leaves_no_process(tmp_path: Path) -> None:
    folder = Folder({f"{n}.jpg": photograph(300, 200 + n) for n in range(12)})
    wanted = [cut for name, data in folder.files.items() for cut in cuts(name, range(50, 90), data)]
    files = make_pictures(wanted, wanted, workshop(tmp_path, folder, 2))
    next(files)
    assert multiprocessing.active_children()
    files.close()  # type: ignore[attr-defined]  # it is a generator
    del files
    gc.collect()
    assert not multiprocessing.active_children()


def test_a_file_is_whole_or_not_there(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    assert shelf.put("abcdef", b"data")
    assert shelf.get("abcdef") == b"data"
    assert shelf.get("abcdee") is None
    assert shelf.keep_only({"abcdef"}) == 0
    assert shelf.keep_only(()) == 1
    assert list(tmp_path.iterdir()) == []


def test_names_depend_on_the_program_that_makes_them() -> None:
    picture_settings = open_picture_settings(FONTS, originals=False)
    assert picture_settings.maker
    assert picture_settings.fonts
    assert open_picture_settings({}, originals=False).fonts == ""
    assert open_picture_settings({**FONTS, "title.ttf": b"other"}, originals=False).fonts != picture_settings.fonts
