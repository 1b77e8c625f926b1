import json

import pytest

from stories.transcripts.engine.errors import EngineFailed
from stories.translations.engine import CTRANSLATE2, Asked, Begun, Done, Drafted, Passage, draft
from stories.translations.engine.errors import SENTENCES, sentence_for
from stories.translations.engine.folder import opened
from stories.translations.engine.kinds import KINDS, M2M100, MADLAD, NLLB, SMALL100, T5, Manner
from stories.translations.engine.translator import Translator
from tests.translations import tiny

KAZAKH = "Апам нан пісіретін."


@pytest.fixture(scope="session")
def models(tmp_path_factory):
    """A folder of every kind, named as people name them."""
    root = tmp_path_factory.mktemp("models")
    names = {NLLB: "nllb-600M", M2M100: "m2m100_418M", SMALL100: "small-100"}
    names |= {MADLAD: "madlad400-3b", T5: "kazrush-kk-ru"}
    for kind, name in names.items():
        tiny.build(root / name, kind)
    return root, names


@pytest.fixture
def copied(models, tmp_path):
    """A copy of one, to be spoiled."""
    import shutil

    return shutil.copytree(models[0] / models[1][NLLB], tmp_path / "nllb")


def said(root, name, source="kk", target="ru", text=KAZAKH):
    asked = Asked(CTRANSLATE2, root, {target: name}, (Passage(0, text, source, target),))
    begun, drafted, done = list(draft(asked))
    assert isinstance(begun, Begun)
    assert isinstance(done, Done)
    assert len(begun.models[target].digest) == 64
    return drafted.text


def refused(path):
    with pytest.raises(EngineFailed) as failed:
        Translator(opened(path), threads=1, device="cpu", compute="float32")
    return failed.value.code


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_told_by_its_folder_and_drafts_in_a_child(models, kind):
    root, names = models
    assert opened(root / names[kind]).manner.kind == kind
    text = said(root, names[kind])
    assert text
    assert text == said(root, names[kind])
    assert not {"<", "_"} & set(text)
    assert "Cyrl" not in text


@pytest.mark.parametrize("kind", [NLLB, M2M100, SMALL100, MADLAD])
def test_the_wanted_language_reaches_the_model(models, kind):
    root, names = models
    translator = Translator(opened(root / names[kind]), threads=1, device="cpu", compute="float32")
    one = translator.sentences([KAZAKH], "kk", "ru")
    assert one != translator.sentences([KAZAKH], "kk", "kk")


def test_a_sentence_does_not_depend_on_its_neighbours(models):
    root, names = models
    model = Translator(opened(root / names[NLLB]), threads=1, device="cpu", compute="float32")
    texts = [KAZAKH, "Ауылда қыс қатты болды.", "Ән айттық."]
    together = model.sentences(texts, "kk", "ru")
    assert together == [model.sentences([one], "kk", "ru")[0] for one in texts]


def test_the_russian_in_a_kazakh_segment_stays(models):
    root, names = models
    text = said(root, names[NLLB], text=f"{KAZAKH} Короче мы потом пошли домой.")
    assert text.endswith("Короче мы потом пошли домой.")
    assert KAZAKH not in text


def test_a_very_long_segment_is_drafted_to_its_end(models):
    root, names = models
    text = " ".join(["Апам нан пісіретін"] * 250) + ". Короче мы потом пошли домой."
    assert said(root, names[MADLAD], text=text).endswith("пошли домой.")


def test_languages_a_model_does_not_know_give_nothing(models):
    root, names = models
    assert said(root, names[T5], "ru", "kk", "Бабушка пекла хлеб.") == ""
    assert said(root, names[NLLB], "fi", "kk", "Hyvää") == ""
    assert said(root, names[NLLB], "uz", "kk", "Non yopardi")


def test_a_request_with_no_engine_and_one_without_a_folder(tmp_path):
    with pytest.raises(EngineFailed, match="no_translator"):
        list(draft(Asked("none", tmp_path, {})))
    for name in ("", "none", "../none"):
        passages = (Passage(0, KAZAKH, "kk", "ru"),)
        with pytest.raises(EngineFailed, match="translator_missing") as failed:
            list(draft(Asked(CTRANSLATE2, tmp_path, {"ru": name}, passages)))
        assert sentence_for(failed.value) == SENTENCES["translator_missing"]


@pytest.mark.parametrize(
    "file", ["config.json", "model.bin", "shared_vocabulary.json", "sentencepiece.bpe.model"]
)
def test_a_folder_with_a_file_missing_empty_or_cut_off(copied, file):
    whole = (copied / file).read_bytes()
    (copied / file).write_bytes(whole[: len(whole) // 2])
    assert refused(copied) in {"translator_incomplete", "not_translator"}
    (copied / file).write_bytes(b"")
    assert refused(copied) == "translator_incomplete"
    (copied / file).unlink()
    assert refused(copied) == "translator_incomplete"


def test_weights_that_changed_are_refused(copied):
    said(copied.parent, copied.name)
    weights = (copied / "model.bin").read_bytes()
    (copied / "model.bin").write_bytes(weights[:-1] + bytes([weights[-1] ^ 1]))
    with pytest.raises(EngineFailed, match="model_changed"):
        said(copied.parent, copied.name)


def test_a_folder_that_is_something_else(copied):
    (copied / "shared_vocabulary.json").write_text('["a", "b"]', "utf-8")
    assert refused(copied) == "not_translator"


WRONG = (
    *("[]", "{", '{"kind": "gpt"}', '{"kind": "t5"}', '{"languages": ["kk"]}'),
    '{"kind": "nllb", "sentencepiece": "../x.model"}',
    '{"kind": "t5", "directions": "kk-ru"}',
)


@pytest.mark.parametrize("told", WRONG)
def test_a_description_that_is_wrong(copied, told):
    (copied / "translation.json").write_text(told, "utf-8")
    code = refused(copied)
    assert code in {"not_translator", "translator_incomplete", "way_unknown"}
    assert code in SENTENCES


def test_the_description_says_kind_prefix_and_ways(copied):
    tiny.says(copied, kind="t5", prefix={"ru": "translate: "}, directions=["kk-ru"])
    folder = opened(copied)
    assert folder.translates("kk", "ru")
    assert not folder.translates("ru", "kk")
    one = Translator(folder, threads=1, device="cpu", compute="float32")
    with_prefix = one.sentences([KAZAKH], "kk", "ru")
    (copied / "translation.json").write_text(json.dumps({"kind": "t5", "directions": ["kk-ru"]}))
    other = Translator(opened(copied), threads=1, device="cpu", compute="float32")
    assert with_prefix != other.sentences([KAZAKH], "kk", "ru")


def test_tokens_of_each_kind():
    pieces = ["▁a"]
    kinds = {kind: Manner(kind) for kind in KINDS}
    assert kinds[NLLB].asked(pieces, "kk", "ru") == ["kaz_Cyrl", "▁a", "</s>"]
    assert kinds[NLLB].begins("ru") == ["rus_Cyrl"]
    assert kinds[M2M100].asked(pieces, "kk", "ru") == ["__kk__", "▁a", "</s>"]
    assert kinds[M2M100].begins("ru") == ["__ru__"]
    assert kinds[SMALL100].asked(pieces, "kk", "ru") == ["__ru__", "▁a", "</s>"]
    assert kinds[SMALL100].begins("ru") == []
    assert kinds[MADLAD].asked(pieces, "kk", "ru") == ["<2ru>", "▁a", "</s>"]
    assert kinds[T5].asked(pieces, "kk", "ru") == ["▁a", "</s>"]
    assert Manner(NLLB, {"kk": "own"}).said(["own", "rus_Cyrl", "▁a", "</s>"]) == ["▁a"]


def test_an_event_is_a_draft_of_a_place(models):
    root, names = models
    passages = tuple(Passage(at, KAZAKH, "kk", "ru") for at in (4, 2))
    events = list(draft(Asked(CTRANSLATE2, root, {"ru": names[NLLB]}, passages)))
    assert [one.place for one in events if isinstance(one, Drafted)] == [4, 2]
