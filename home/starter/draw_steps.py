"""Draws the steps of a service: papers are photographed and handed over, signed, the result is given out."""

from home.starter.scene import (
    BLUE,
    GOLD,
    GREEN,
    INK,
    LINE,
    MIST,
    PALE_WOOD,
    RED,
    SAND,
    SKIN,
    SKY,
    WALL,
    WHITE,
    WIDTH,
    WOOD,
    Point,
    Scene,
    check,
    person,
    plant,
    sheet,
)


def scan() -> Scene:
    """A telephone held over a paper on the table, all four corners in its picture."""
    scene = Scene(PALE_WOOD)
    for y in (150, 400, 650):
        scene.box(0, y, WIDTH, 6, WOOD)
    sheet(scene, 130, 120, 400, 560, 9)
    _seal(scene, 420, 590, 50)
    scene.box(690, 60, 370, 680, INK, 48)
    scene.box(712, 100, 326, 600, "#2c3a55", 16)
    sheet(scene, 762, 180, 226, 330, 7)
    _seal(scene, 928, 456, 28)
    for x, y, across, down in ((742, 160, 1, 1), (1008, 160, -1, 1), (742, 534, 1, -1), (1008, 534, -1, -1)):
        scene.line([(x + across * 54, y), (x, y), (x, y + down * 54)], GOLD, 11)
    scene.disc(875, 630, 44, WHITE)
    scene.disc(875, 630, 33, RED)
    scene.line([(560, 400), (640, 400)], WHITE, 14)
    scene.shape([(630, 372), (668, 400), (630, 428)], WHITE)
    # The fingers come from below and lie on the edge of the telephone.
    scene.line([(1200, 790), (1090, 640)], SKIN, 92)
    for y in (470, 545, 620):
        scene.line([(1110, y + 20), (1050, y)], SKIN, 44)
    check(scene, 1010, 120, 58)
    return scene


def hand_over() -> Scene:
    """A citizen gives her papers to the officer behind the counter, who has a receipt ready."""
    scene = Scene(WALL)
    scene.box(0, 640, WIDTH, 160, "#cdd8e2")
    scene.box(420, 70, 360, 96, BLUE, 14)
    scene.box(470, 106, 260, 24, SKY, 12)
    scene.box(70, 110, 190, 250, WHITE, 10)
    for row in range(4):
        check(scene, 108, 160 + row * 52, 15)
        scene.box(138, 153 + row * 52, 92, 13, MIST, 6)
    person(scene, 850, 400, BLUE, size=1.12)
    person(scene, 350, 400, GREEN, size=1.12, hair="#4a5568")
    scene.line([(410, 500), (520, 455)], GREEN, 46)
    scene.line([(790, 500), (690, 455)], BLUE, 46)
    sheet(scene, 520, 330, 160, 180, 4)
    scene.disc(532, 450, 25, SKIN)
    scene.disc(680, 450, 25, SKIN)
    scene.box(200, 540, 900, 42, PALE_WOOD, 8)
    scene.box(230, 582, 840, 170, WOOD, 8)
    scene.box(585, 622, 130, 84, GOLD, 10)
    scene.disc(650, 664, 24, WOOD)
    scene.box(940, 432, 120, 88, INK, 10)
    scene.box(948, 440, 104, 72, SKY, 6)
    scene.box(990, 520, 20, 20, INK)
    plant(scene, 130, 720)
    return scene


def sign_together() -> Scene:
    """Two people sign the register in front of an officer."""
    scene = Scene("#eef1f5")
    scene.box(430, 60, 340, 210, WHITE, 10)
    scene.box(430, 60, 340, 18, RED, 6)
    scene.disc(600, 170, 52, RED)
    scene.shape(_star(600, 170, 36), GOLD)
    person(scene, 600, 440, BLUE, size=1.1)
    person(scene, 290, 480, RED, size=1.2)
    person(scene, 910, 480, WHITE, size=1.2, hair="#4a5568")
    scene.shape([(60, 620), (1140, 620), (1200, 720), (0, 720)], PALE_WOOD)
    scene.box(0, 720, WIDTH, 80, WOOD)
    scene.shape([(430, 640), (600, 650), (600, 706), (410, 694)], WHITE)
    scene.shape([(770, 640), (600, 650), (600, 706), (790, 694)], SAND)
    scene.line([(600, 650), (600, 706)], LINE, 6)
    for row in range(3):
        scene.line([(450, 656 + row * 13), (570, 662 + row * 13)], MIST, 6)
        scene.line([(630, 662 + row * 13), (750, 656 + row * 13)], MIST, 6)
    for shoulder, hand, pen, sleeve in (
        ((340, 580), (470, 640), (500, 672), RED),
        ((860, 580), (730, 640), (700, 672), WHITE),
    ):
        scene.line([shoulder, hand], sleeve, 50)
        scene.disc(*hand, 26, SKIN)
        scene.line([hand, pen], INK, 10)
    return scene


def result() -> Scene:
    """The result with its red seal is given out; the counter's clock says that it is in time."""
    scene = Scene("#e9efe9")
    scene.box(0, 620, WIDTH, 180, PALE_WOOD)
    scene.box(0, 620, WIDTH, 14, WOOD)
    scene.box(390, 90, 420, 560, WHITE, 12)
    scene.box(406, 106, 388, 528, LINE, 8)
    scene.box(414, 114, 372, 512, WHITE, 6)
    scene.disc(600, 190, 42, RED)
    scene.shape(_star(600, 190, 28), GOLD)
    scene.box(480, 256, 240, 22, BLUE, 11)
    for row in range(5):
        scene.box(454, 312 + row * 38, 292 - (row % 3) * 46, 13, MIST, 6)
    _seal(scene, 676, 552, 58)
    scene.line([(454, 566), (500, 540), (520, 574), (560, 546)], INK, 7)
    scene.line([(0, 760), (330, 560)], BLUE, 104)
    scene.line([(320, 566), (404, 540)], SKIN, 58)
    scene.line([(1200, 760), (880, 580)], GREEN, 104)
    scene.line([(890, 586), (800, 560)], SKIN, 58)
    scene.disc(200, 230, 104, WHITE)
    scene.arc(200, 230, 100, 0, 360, BLUE, 14)
    scene.line([(200, 230), (200, 166)], INK, 11)
    scene.line([(200, 230), (246, 252)], INK, 11)
    check(scene, 1000, 230, 96)
    return scene


def _seal(scene: Scene, x: float, y: float, radius: float) -> None:
    """Draw a round red seal."""
    scene.arc(x, y, radius, 0, 360, RED, radius * 0.16)
    scene.shape(_star(x, y, radius * 0.5), RED)


def _star(x: float, y: float, radius: float) -> list[Point]:
    """Return the corners of a star with five points."""
    outer = ((0, -1), (0.951, -0.309), (0.588, 0.809), (-0.588, 0.809), (-0.951, -0.309))
    inner = ((0.225, -0.309), (0.363, 0.118), (0, 0.382), (-0.363, 0.118), (-0.225, -0.309))
    corners = [corner for pair in zip(outer, inner, strict=True) for corner in pair]
    return [(x + across * radius, y + down * radius) for across, down in corners]
