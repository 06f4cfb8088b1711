"""An authority's own templates: what is refused, what is named, and what happens when one fails."""

import io
import logging
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import translation
from docx import Document

from reform.organisation.models import Unit
from reform.registers.models import PaperTemplate, TemplateState
from reform.registers.papers import apart, render
from reform.registers.papers.docx_template import official_template
from reform.registers.papers.own_templates import check_template
from tests.organisation.factories import AuthorityFactory, root_of

from .samples import KIND, built_in_with, decision, texts

RELATIONS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Tests compare sentences; the portal's own language is another."""
    with translation.override("en"):
        yield


@pytest.fixture
def root() -> Unit:
    return root_of(AuthorityFactory())


def repacked(changes: dict[str, Any]) -> bytes:
    """Return the built-in template with members added, or changed by a function."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(official_template())) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            change = changes.pop(name, None)
            new.writestr(name, change(old.read(name).decode()) if change else old.read(name))
        for name, content in changes.items():
            new.writestr(name, content)
    return buffer.getvalue()


def related(kind: str, target: str, *, outside: bool = True) -> bytes:
    """Return the built-in template with one more relation."""
    mode = ' TargetMode="External"' if outside else ""
    relation = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return repacked({RELATIONS: lambda xml: xml.replace("</Relationships>", relation + "</Relationships>")})


def in_use(root: Unit, content: bytes) -> PaperTemplate:
    """Return a template in use."""
    template = PaperTemplate(unit=root, kind=KIND.code, name="Mẫu của quận", state=TemplateState.ACTIVE)
    template.file.save("mau.docx", ContentFile(content), save=False)
    template.save()
    return template


def test_built_in_template_and_a_changed_copy_of_it_are_sound() -> None:
    assert check_template(official_template(), KIND.code) == []
    assert check_template(built_in_with("{{ paper.number|upper }} tại trụ sở"), KIND.code) == []


def test_names_that_the_paper_does_not_have_are_named() -> None:
    problems = check_template(built_in_with("{{ paper.so_van_ban }} và {{ nguoi_ky }}"), KIND.code)
    assert ["so_van_ban" in problems[0], "nguoi_ky" in problems[1], len(problems)] == [True, True, 2]


def test_parts_that_a_paper_must_show_and_a_template_leaves_out_are_named() -> None:
    document = Document()
    document.add_paragraph("{{ paper.extract }} {{ paper.signatures[0].name }}")
    buffer = io.BytesIO()
    document.save(buffer)
    assert check_template(buffer.getvalue(), KIND.code) == ["The template leaves out: the number."]


@pytest.mark.parametrize(
    "tag",
    [
        "{{ paper.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ paper.number.upper() }}",
        "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
        "{{ lipsum }}",
        "{{ range(9) }}",
        "{{ paper.number|attr('__class__') }}",
        "{{ 'a' * 99999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%99999999999d' % 1 }}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% include '/etc/passwd' %}",
        "{{ paper.number",
    ],
)
def test_tag_that_reaches_for_more_than_words_is_refused(tag: str) -> None:
    assert check_template(built_in_with(tag), KIND.code) != []


def test_template_that_doubles_a_text_until_memory_is_full_is_ended() -> None:
    doubled = "{% set a = 'xxxxxxxxxx' %}" + "{% set a = a ~ a %}" * 40 + "{{ a }}"
    problems = check_template(built_in_with(doubled), KIND.code)
    assert problems == ["Filling in the template takes too much memory."]


def test_template_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_SECONDS", 3)
    loops = "{% for a in paper.extract %}" * 12 + "." + "{% endfor %}" * 12
    problems = check_template(built_in_with(loops), KIND.code)
    assert problems == ["Filling in the template takes too long: are there loops inside loops?"]


@pytest.mark.parametrize(
    "content",
    [
        repacked({"word/vbaProject.bin": b"x"}),
        # A .docm whose name was changed, its programs under another name.
        repacked(
            {
                "[Content_Types].xml": lambda xml: xml.replace(
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                    "application/vnd.ms-word.document.macroEnabled.main+xml",
                )
            }
        ),
    ],
)
def test_file_with_macros_is_refused(content: bytes) -> None:
    assert check_template(content, KIND.code) == [
        "The file has macros, which are not taken. Save it as .docx without macros."
    ]


@pytest.mark.parametrize(
    "content",
    [
        related("attachedTemplate", "https://example.com/evil.dotm"),
        related("image", "https://example.com/pixel.png"),
        related("oleObject", "embeddings/oleObject1.bin", outside=False),
    ],
)
def test_file_that_would_fetch_or_run_something_is_refused(content: bytes) -> None:
    (problem,) = check_template(content, KIND.code)
    assert problem.startswith("The file leads to another file or carries one")


def test_link_for_readers_is_taken() -> None:
    assert check_template(related("hyperlink", "https://example.com/"), KIND.code) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"%PDF-1.7", repacked({})[:2000]])
def test_file_that_is_no_docx_is_refused(content: bytes) -> None:
    assert check_template(content, KIND.code) == ["The file is no .docx. Save it as “Word document (.docx)”."]


def test_file_that_unpacks_to_far_too_much_is_not_opened() -> None:
    buffer = io.BytesIO(official_template())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/bomb.png", b"\x00" * (41 * 1024 * 1024))
    assert check_template(buffer.getvalue(), KIND.code) == [
        "Unpacked, the file is far too large; it is not opened."
    ]


def test_kind_that_no_register_has_is_refused() -> None:
    assert check_template(official_template(), "no_such_kind") == ["There is no such kind of paper."]


def words_of(output: Any) -> list[str]:
    return texts(Document(io.BytesIO(output.content)))


@pytest.mark.django_db
def test_paper_is_printed_from_the_authoritys_template_and_another_authoritys_from_the_built_in(
    root: Unit,
) -> None:
    in_use(root, built_in_with("Trụ sở: số 1 đường Lê Hồng Phong"))
    own = render(KIND, decision(), root=root, file_format="docx")
    assert "Trụ sở: số 1 đường Lê Hồng Phong" in words_of(own)
    assert "Số: 05/QĐ-UBND" in words_of(own)
    foreign = render(KIND, decision(), root=root_of(AuthorityFactory()), file_format="docx")
    assert "Trụ sở: số 1 đường Lê Hồng Phong" not in words_of(foreign)
    assert not own.fell_back and not foreign.fell_back


@pytest.mark.django_db
@pytest.mark.parametrize("state", [TemplateState.DRAFT, TemplateState.RETIRED])
def test_template_that_is_not_in_use_is_not_printed_from(root: Unit, state: TemplateState) -> None:
    PaperTemplate.objects.filter(pk=in_use(root, built_in_with("Trụ sở")).pk).update(state=state)
    assert "Trụ sở" not in words_of(render(KIND, decision(), root=root, file_format="docx"))


@pytest.fixture
def warnings(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    with caplog.at_level(logging.WARNING, logger="reform.registers.papers"):
        yield caplog


@pytest.mark.django_db
def test_broken_template_gives_way_to_the_built_in_one_and_the_log_says_so(
    root: Unit, warnings: pytest.LogCaptureFixture
) -> None:
    in_use(root, built_in_with("{{ broken"))
    output = render(KIND, decision(), root=root, file_format="docx")
    assert output.fell_back
    assert "Số: 05/QĐ-UBND" in words_of(output)
    assert KIND.code in warnings.text


@pytest.mark.django_db
def test_template_whose_file_is_gone_gives_way_to_the_built_in_one(
    root: Unit, warnings: pytest.LogCaptureFixture
) -> None:
    template = in_use(root, official_template())
    template.file.storage.delete(str(template.file.name))
    output = render(KIND, decision(), root=root, file_format="docx")
    assert output.fell_back
    assert "Số: 05/QĐ-UBND" in words_of(output)
    assert KIND.code in warnings.text
