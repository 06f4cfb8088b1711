"""Draws the sketch of the eight wards: who lies beside whom, true to no scale."""

from collections.abc import Callable
from functools import partial

from django.utils.text import slugify

from home.starter.scene import BLUE, GOLD, INK, MIST, SAND, SKY, WHITE, Point, Scene

FIELD, CLAY, GRASS = "#f0d9b5", "#ead7cf", "#c3dccd"

# Ward, ground, corners, where its name stands. Neighbours share their corners.
WARDS: tuple[tuple[str, str, list[Point], Point], ...] = (
    ("Đằng Lâm", FIELD, [(90, 190), (330, 130), (380, 310), (300, 420), (110, 400)], (235, 290)),
    (
        "Đông Hải 1",
        GRASS,
        [(330, 130), (640, 150), (770, 165), (740, 330), (560, 322), (380, 310)],
        (560, 235),
    ),
    (
        "Đông Hải 2",
        SAND,
        [(770, 165), (920, 175), (1120, 300), (1150, 450), (930, 530), (720, 500), (740, 330)],
        (930, 360),
    ),
    ("Đằng Hải", CLAY, [(380, 310), (560, 322), (560, 470), (420, 445), (300, 420)], (450, 390)),
    ("Nam Hải", FIELD, [(560, 322), (740, 330), (720, 500), (560, 470)], (648, 410)),
    ("Cát Bi", SAND, [(110, 400), (300, 420), (420, 445), (400, 580), (130, 560)], (265, 495)),
    ("Thành Tô", FIELD, [(130, 560), (400, 580), (440, 700), (200, 690)], (300, 635)),
    (
        "Tràng Cát",
        GRASS,
        [(420, 445), (560, 470), (720, 500), (930, 530), (880, 680), (620, 740), (440, 700), (400, 580)],
        (640, 610),
    ),
)


def wards_map(marked: str = "") -> Scene:
    """The eight wards of Hải An between the river Cấm, the river Lạch Tray and the sea.

    Args:
        marked: the name of a ward that is to stand out.
    """
    scene = Scene(MIST)
    scene.line([(0, 130), (330, 60), (640, 80), (960, 110), (1200, 230)], SKY, 66)
    scene.line([(-40, 620), (130, 740), (420, 765), (620, 800), (760, 860)], SKY, 52)
    for name, ground, corners, _place in WARDS:
        scene.shape(corners, GOLD if name == marked else ground)
        scene.line([*corners, corners[0]], WHITE, 7)
    for name, _ground, corners, _place in WARDS:
        if name == marked:
            # Told by its outline too: not everybody tells the colours apart.
            scene.line([*corners, corners[0]], INK, 8)
    for name, _ground, _corners, (x, y) in WARDS:
        scene.words(x, y, name, INK, 34)
    scene.words(540, 74, "sông Cấm", INK, 26)
    scene.words(250, 752, "sông Lạch Tray", INK, 26)
    scene.words(1040, 600, "biển", BLUE, 30)
    scene.line([(1120, 726), (1120, 690)], INK, 6)
    scene.shape([(1102, 696), (1138, 696), (1120, 660)], INK)
    scene.words(1120, 752, "Bắc", INK, 26)
    return scene


def picture_name(ward: str) -> str:
    """Return the name of the picture on which a ward stands out."""
    return "so-do-phuong-" + slugify(ward.replace("Đ", "D"))


WARD_SCENES: dict[str, Callable[[], Scene]] = {
    picture_name(name): partial(wards_map, name) for name, *_drawing in WARDS
}
