"""Draws the starter content's pictures: flat scenes in the portal's own colours.

Run ``draw_all`` in ``manage.py shell`` after changing a scene.
The pictures are kept beside the texts, so that an installation needs not draw them again.
"""

from collections.abc import Callable

from home.starter.draw_map import WARD_SCENES, wards_map
from home.starter.draw_steps import hand_over, result, scan, sign_together
from home.starter.scene import (
    BLUE,
    FOLDER,
    GOLD,
    GREEN,
    INK,
    LEAF,
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
    Scene,
    check,
    house,
    person,
    plant,
    sheet,
)


def counter() -> Scene:
    """A one-stop counter: an officer, a citizen, the number called."""
    scene = Scene(WALL)
    scene.box(0, 640, WIDTH, 160, "#cdd8e2")
    scene.box(90, 90, 360, 170, BLUE, 14)
    scene.box(120, 122, 130, 22, SKY, 11)
    for column in range(3):
        scene.box(132 + column * 96, 168, 74, 66, INK, 8)
        scene.box(152 + column * 96, 184, 34, 34, GOLD, 6)
    for column in range(3):
        scene.box(590 + column * 170, 90, 140, 190, WHITE, 8)
        scene.box(610 + column * 170, 112, 70, 14, GOLD, 7)
        for row in range(4):
            scene.box(610 + column * 170, 146 + row * 30, 100, 10, MIST, 5)
    person(scene, 800, 420, BLUE)
    scene.box(600, 360, 130, 100, INK, 10)
    scene.box(608, 368, 114, 84, SKY, 6)
    scene.box(655, 460, 20, 40, INK)
    scene.box(440, 500, 660, 40, PALE_WOOD, 8)
    scene.box(470, 540, 600, 200, WOOD, 8)
    scene.box(700, 580, 140, 90, GOLD, 10)
    scene.disc(770, 625, 26, WOOD)
    scene.box(232, 600, 116, 150, INK, 10)
    person(scene, 290, 440, RED, size=1.15)
    scene.line([(330, 530), (480, 490)], RED, 46)
    scene.disc(490, 488, 24, SKIN)
    sheet(scene, 500, 430, 90, 66, 1)
    plant(scene, 1130, 700)
    return scene


def phone() -> Scene:
    """A telephone with a form that has been sent."""
    scene = Scene(MIST)
    scene.disc(600, 420, 350, WALL)
    scene.box(430, 70, 340, 680, INK, 52)
    scene.box(450, 112, 300, 590, WHITE, 18)
    scene.box(450, 112, 300, 90, BLUE, 18)
    scene.box(480, 146, 170, 22, WHITE, 11)
    for row in range(3):
        scene.box(480, 236 + row * 96, 110, 14, SKY, 7)
        scene.box(480, 260 + row * 96, 240, 46, MIST, 8)
        scene.box(494, 276 + row * 96, 120 + row * 34, 14, INK, 7)
    scene.box(480, 560, 240, 66, GREEN, 14)
    scene.box(544, 584, 112, 18, WHITE, 9)
    scene.box(560, 668, 80, 8, LINE, 4)
    check(scene, 770, 250, 84)
    sheet(scene, 140, 300, 190, 240, 5)
    scene.line([(350, 420), (408, 420)], GOLD, 14)
    scene.shape([(398, 394), (430, 420), (398, 446)], GOLD)
    house(scene, 900, 650, 170, 330, WHITE, RED)
    scene.line([(800, 420), (862, 420)], GOLD, 14)
    scene.shape([(852, 394), (884, 420), (852, 446)], GOLD)
    scene.box(840, 650, 300, 12, LINE, 6)
    return scene


def meeting() -> Scene:
    """A meeting before a screen with a chart."""
    scene = Scene(WALL)
    scene.box(340, 60, 520, 300, WHITE, 12)
    scene.box(340, 60, 520, 20, BLUE, 6)
    for column, height in enumerate((70, 110, 96, 150, 190)):
        scene.box(410 + column * 82, 330 - height, 50, height, GREEN if column == 4 else SKY, 6)
    scene.line([(390, 332), (820, 332)], INK, 5)
    scene.box(60, 120, 170, 220, MIST, 10)
    scene.box(78, 138, 134, 184, "#eaf2f8", 6)
    for x, shirt, hair in (
        (170, BLUE, INK),
        (360, WHITE, "#4a5568"),
        (840, "#dfe7ee", INK),
        (1030, GREEN, INK),
    ):
        person(scene, x, 470, shirt, hair=hair)
    person(scene, 600, 450, INK, size=1.08, hair="#4a5568")
    scene.shape([(60, 600), (1140, 600), (1200, 720), (0, 720)], PALE_WOOD)
    scene.box(0, 720, WIDTH, 80, WOOD)
    for x in (150, 350, 590, 830, 1030):
        scene.shape([(x - 48, 640), (x + 48, 640), (x + 58, 680), (x - 58, 680)], WHITE)
        scene.box(x - 34, 652, 60, 6, SKY, 3)
    for x in (255, 475, 715, 935):
        scene.box(x - 10, 610, 20, 44, SKY, 6)
    return scene


def documents() -> Scene:
    """Papers put in order and approved."""
    scene = Scene("#e9efe9")
    scene.box(0, 600, WIDTH, 200, PALE_WOOD)
    scene.box(0, 600, WIDTH, 14, WOOD)
    for row, colour in enumerate((BLUE, GOLD, RED, GREEN, BLUE)):
        scene.box(110, 520 - row * 60, 260 - (row % 2) * 24, 52, colour, 8)
        scene.box(300 - (row % 2) * 24, 534 - row * 60, 44, 24, WHITE, 4)
    sheet(scene, 440, 130, 340, 470, 7)
    check(scene, 760, 520, 92)
    scene.box(880, 360, 180, 240, INK, 14)
    scene.box(896, 376, 148, 150, SKY, 8)
    scene.line([(916, 500), (956, 450), (990, 474), (1028, 410)], WHITE, 9)
    scene.box(860, 586, 220, 18, INK, 9)
    scene.disc(1010, 190, 70, WHITE)
    scene.arc(1010, 190, 66, 0, 360, BLUE, 10)
    scene.line([(1010, 190), (1010, 148)], INK, 9)
    scene.line([(1010, 190), (1040, 206)], INK, 9)
    return scene


def street() -> Scene:
    """A ward's street: houses, a notice board, somebody on a bicycle."""
    scene = Scene("#dcebf3")
    scene.disc(1010, 150, 74, GOLD)
    for x, y in ((200, 130), (260, 110), (320, 136), (720, 90), (780, 104)):
        scene.disc(x, y, 44, WHITE)
    colours = ((SAND, RED), (WHITE, BLUE), ("#f0d9b5", GREEN), (MIST, RED), (WHITE, WOOD), (SAND, BLUE))
    for index, (wall, roof) in enumerate(colours):
        house(scene, 30 + index * 196, 610, 168, (360, 300, 410, 330, 380, 290)[index], wall, roof)
    scene.box(0, 610, WIDTH, 40, "#d8d3c7")
    scene.box(0, 650, WIDTH, 150, "#8b95a5")
    for x in range(40, WIDTH, 200):
        scene.box(x, 718, 110, 12, WHITE, 6)
    scene.box(440, 430, 14, 200, WOOD)
    scene.box(636, 430, 14, 200, WOOD)
    scene.box(410, 400, 270, 150, BLUE, 10)
    scene.box(428, 418, 234, 114, WHITE, 6)
    scene.box(446, 434, 100, 14, RED, 7)
    for row in range(3):
        scene.box(446, 462 + row * 22, 190 - row * 40, 8, LINE, 4)
    for x in (850, 1000):
        scene.arc(x, 690, 50, 0, 360, INK, 9)
    scene.line([(850, 690), (900, 610), (975, 610), (1000, 690)], RED, 9)
    scene.line([(900, 610), (925, 690), (975, 610)], RED, 9)
    scene.line([(915, 590), (925, 510)], GREEN, 54)
    scene.line([(930, 520), (985, 590)], SKIN, 18)
    scene.disc(932, 450, 34, SKIN)
    scene.shape([(870, 446), (932, 396), (994, 446)], GOLD)
    return scene


def audit() -> Scene:
    """A check list inside the circle of plan, do, check, act."""
    scene = Scene(WALL)
    for start, colour in ((-84, BLUE), (6, GREEN), (96, GOLD), (186, RED)):
        scene.arc(600, 400, 330, start, start + 70, colour, 44)
    for x, y, colour, turn in (
        (566, 92, RED, 0),
        (908, 366, BLUE, 1),
        (634, 708, GREEN, 2),
        (292, 434, GOLD, 3),
    ):
        arrow = {
            0: [(0, -42), (0, 42), (52, 0)],
            1: [(-42, 0), (42, 0), (0, 52)],
            2: [(0, -42), (0, 42), (-52, 0)],
            3: [(-42, 0), (42, 0), (0, -52)],
        }[turn]
        scene.shape([(x + dx, y + dy) for dx, dy in arrow], colour)
    scene.box(450, 200, 300, 400, INK, 18)
    scene.box(468, 222, 264, 360, WHITE, 8)
    scene.box(540, 180, 120, 52, GOLD, 12)
    for row in range(4):
        check(scene, 510, 290 + row * 72, 22, GREEN if row < 3 else SKY)
        scene.box(552, 276 + row * 72, 150, 12, INK, 6)
        scene.box(552, 298 + row * 72, 110, 10, LINE, 5)
    return scene


def idea() -> Scene:
    """An idea on the wall, people who put it there."""
    scene = Scene("#eef1f5")
    scene.box(140, 80, 920, 440, WHITE, 14)
    scene.box(140, 80, 920, 18, WOOD, 6)
    scene.box(140, 510, 920, 18, WOOD, 6)
    scene.disc(600, 260, 108, GOLD)
    scene.shape([(548, 340), (652, 340), (636, 400), (564, 400)], GOLD)
    scene.box(560, 398, 80, 18, INK, 8)
    scene.box(568, 422, 64, 18, INK, 8)
    for dx, dy in ((-170, -20), (-140, -120), (140, -120), (170, -20)):
        scene.line([(600 + dx * 0.8, 260 + dy * 0.8), (600 + dx, 260 + dy)], GOLD, 12)
    notes = (
        (200, 150, SKY),
        (330, 300, LEAF),
        (200, 350, "#f1cf8b"),
        (880, 140, LEAF),
        (790, 320, SKY),
        (920, 360, "#eaa9a3"),
    )
    for x, y, colour in notes:
        scene.box(x, y, 100, 100, colour, 6)
        scene.box(x + 16, y + 26, 68, 9, WHITE, 4)
        scene.box(x + 16, y + 48, 50, 9, WHITE, 4)
    person(scene, 330, 640, BLUE, size=1.1)
    person(scene, 870, 640, GREEN, size=1.1)
    scene.line([(920, 690), (960, 470)], GREEN, 40)
    scene.disc(962, 450, 23, SKIN)
    return scene


def classroom() -> Scene:
    """A class before a screen."""
    scene = Scene("#e7eee9")
    scene.box(280, 60, 640, 330, INK, 12)
    scene.box(298, 78, 604, 294, WHITE, 6)
    scene.box(340, 118, 240, 24, BLUE, 12)
    for row in range(4):
        scene.disc(356, 190 + row * 42, 9, GOLD)
        scene.box(384, 183 + row * 42, 210 - row * 20, 13, MIST, 6)
    scene.disc(760, 240, 84, SKY)
    scene.arc(760, 240, 58, -90, 180, GOLD, 52)
    person(scene, 1040, 330, BLUE, size=0.95)
    scene.line([(985, 390), (905, 300)], BLUE, 36)
    scene.line([(905, 300), (860, 256)], WOOD, 8)
    for row, top in enumerate((520, 660)):
        for seat in range(5 + row):
            x = 150 + seat * (225 - row * 42) - row * 40
            shirt = (WHITE, BLUE, GOLD, GREEN, RED, SKY)[(seat + row * 2) % 6]
            scene.box(x - 62, top + 6, 124, 170, shirt, 54)
            scene.disc(x, top - 44, 50, INK if (seat + row) % 3 else "#4a5568")
    return scene


def post() -> Scene:
    """A postman brings the result to the door."""
    scene = Scene("#dcebf3")
    scene.box(0, 640, WIDTH, 160, "#b9c9b0")
    house(scene, 760, 640, 330, 430, WHITE, RED)
    scene.box(725, 628, 400, 20, LINE, 6)
    scene.disc(130, 300, 90, LEAF)
    scene.disc(200, 250, 90, LEAF)
    scene.disc(230, 330, 80, LEAF)
    scene.box(168, 340, 30, 300, WOOD, 8)
    for x in (330, 560):
        scene.disc(x, 668, 66, INK)
        scene.disc(x, 668, 32, LINE)
    scene.shape([(300, 640), (330, 560), (470, 560), (520, 480), (560, 490), (580, 640)], RED)
    scene.line([(520, 480), (505, 420), (540, 410)], INK, 14)
    scene.box(270, 470, 130, 100, GOLD, 10)
    scene.box(318, 498, 36, 24, WHITE, 4)
    scene.line([(450, 550), (450, 430)], BLUE, 84)
    scene.line([(470, 420), (532, 430)], BLUE, 34)
    scene.line([(440, 560), (500, 620)], INK, 40)
    scene.disc(458, 332, 46, SKIN)
    scene.arc(458, 330, 46, 170, 370, GOLD, 46)
    scene.box(420, 318, 100, 14, GOLD, 6)
    scene.box(620, 300, 170, 120, WHITE, 10)
    scene.line([(624, 306), (705, 370), (786, 306)], BLUE, 9)
    check(scene, 785, 410, 40)
    return scene


def budget() -> Scene:
    """Public money: columns that grow, coins, an open account."""
    scene = Scene("#eef1f5")
    for row in range(5):
        scene.box(120, 150 + row * 110, 700, 4, LINE)
    for column, height in enumerate((180, 240, 220, 320, 400)):
        scene.box(160 + column * 130, 590 - height, 84, height, BLUE if column % 2 else SKY, 8)
    scene.line([(200, 380), (332, 320), (462, 336), (592, 236), (724, 150)], GOLD, 12)
    for x, y in ((200, 380), (332, 320), (462, 336), (592, 236), (724, 150)):
        scene.disc(x, y, 18, GOLD)
        scene.disc(x, y, 9, WHITE)
    scene.box(100, 590, 740, 14, INK, 7)
    for stack, (x, coins) in enumerate(((930, 5), (1050, 3))):
        for coin in range(coins):
            scene.box(x - 56, 560 - coin * 36, 112, 30, GOLD, 15)
            scene.box(x - 40, 570 - coin * 36, 80, 6, "#f1cf8b", 3)
        scene.disc(x, 540 - coins * 36, 10 + stack, SAND)
    sheet(scene, 880, 130, 220, 220, 4)
    check(scene, 1090, 340, 46)
    scene.box(860, 590, 280, 14, INK, 7)
    scene.box(0, 680, WIDTH, 120, MIST)
    return scene


SCENES: dict[str, Callable[[], Scene]] = {
    "quay-mot-cua": counter,
    "dien-thoai-nop-ho-so": phone,
    "hop-giao-ban": meeting,
    "ho-so-giay-to": documents,
    "pho-phuong": street,
    "danh-gia-iso": audit,
    "sang-kien": idea,
    "lop-boi-duong": classroom,
    "buu-chinh": post,
    "tai-chinh-cong": budget,
    "so-do-cac-phuong": wards_map,
    "chup-giay-to": scan,
    "giao-ho-so": hand_over,
    "cung-ky": sign_together,
    "nhan-ket-qua": result,
    **WARD_SCENES,
}


def draw_all() -> None:
    """Draw every scene into the folder of pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, draw in SCENES.items():
        draw().save(name)
