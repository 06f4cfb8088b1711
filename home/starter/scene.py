"""A sheet to draw the starter content's pictures on, and the things that stand in several of them."""

from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).parent / "pictures"
WIDTH, HEIGHT = 1200, 800
# Drawn twice as large and scaled down, which smooths the edges.
SCALE = 2

INK, BLUE, SKY, GOLD, GREEN, RED = "#14213d", "#0f4c81", "#5b93c0", "#e2a93b", "#1d6b45", "#b3251c"
WALL, SAND, WHITE, LINE, MIST, LEAF = "#e8eff5", "#f5f3ee", "#ffffff", "#c9d3de", "#d3e1ec", "#6fa588"
SKIN, WOOD, PALE_WOOD = "#e8bf98", "#a9743f", "#d6ab76"

Point = tuple[float, float]


class Scene:
    """A sheet to draw on, in units of the finished picture."""

    def __init__(self, background: str) -> None:
        """Start with one flat colour."""
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), background)
        self.pen = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, width: float, height: float, fill: str, radius: float = 0) -> None:
        """Draw a rectangle, its corners rounded by ``radius``."""
        corners = tuple(round(value * SCALE) for value in (x, y, x + width, y + height))
        self.pen.rounded_rectangle(corners, radius * SCALE, fill)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """Draw a disc around a centre."""
        corners = tuple(value * SCALE for value in (x - radius, y - radius, x + radius, y + radius))
        self.pen.ellipse(corners, fill)

    def shape(self, points: list[Point], fill: str) -> None:
        """Draw a filled polygon."""
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill)

    def line(self, points: list[Point], fill: str, width: float) -> None:
        """Draw a line with round ends and joints."""
        self.pen.line([(x * SCALE, y * SCALE) for x, y in points], fill, round(width * SCALE), joint="curve")
        for x, y in points:
            self.disc(x, y, width / 2, fill)

    def arc(self, x: float, y: float, radius: float, start: int, end: int, fill: str, width: float) -> None:
        """Draw a part of a circle, angles in degrees clockwise from three o'clock."""
        corners = tuple(value * SCALE for value in (x - radius, y - radius, x + radius, y + radius))
        self.pen.arc(corners, start, end, fill, round(width * SCALE))

    def words(self, x: float, y: float, text: str, fill: str, size: float) -> None:
        """Write a line in the portal's own letters, centred on a point."""
        path = Path(settings.SITE_DIR) / "static" / "fonts" / "be-vietnam-pro-600.woff2"
        font = ImageFont.truetype(str(path), size * SCALE)
        self.pen.text((x * SCALE, y * SCALE), text, fill, font, anchor="mm", align="center")

    def save(self, name: str) -> None:
        """Keep the finished picture."""
        finished = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        # Flat colours and their smoothed edges need no more; the files stay light.
        finished = finished.quantize(256, dither=Image.Dither.NONE)
        finished.save(FOLDER / f"{name}.png", optimize=True)


def person(scene: Scene, x: float, y: float, shirt: str, *, size: float = 1, hair: str = INK) -> None:
    """Draw head and shoulders; ``x``, ``y`` is the middle of the neck's foot."""
    scene.box(x - 68 * size, y, 136 * size, 190 * size, shirt, 60 * size)
    scene.box(x - 15 * size, y - 30 * size, 30 * size, 46 * size, SKIN, 12 * size)
    scene.disc(x, y - 72 * size, 52 * size, hair)
    scene.disc(x, y - 62 * size, 46 * size, SKIN)
    scene.shape(
        [
            (x - 47 * size, y - 74 * size),
            (x - 34 * size, y - 112 * size),
            (x + 34 * size, y - 112 * size),
            (x + 47 * size, y - 74 * size),
            (x + 6 * size, y - 92 * size),
        ],
        hair,
    )
    scene.shape([(x - 22 * size, y), (x + 22 * size, y), (x, y + 34 * size)], WHITE)


def check(scene: Scene, x: float, y: float, radius: float, ground: str = GREEN) -> None:
    """Draw a check mark on a disc."""
    scene.disc(x, y, radius, ground)
    points = [
        (x - radius * 0.42, y + radius * 0.02),
        (x - radius * 0.1, y + radius * 0.34),
        (x + radius * 0.46, y - radius * 0.32),
    ]
    scene.line(points, WHITE, radius * 0.2)


def sheet(scene: Scene, x: float, y: float, width: float, height: float, lines: int = 5) -> None:
    """Draw a sheet of paper with a heading and lines."""
    scene.box(x + 8, y + 10, width, height, LINE, 10)
    scene.box(x, y, width, height, WHITE, 10)
    scene.box(x + width * 0.12, y + height * 0.1, width * 0.5, 18, BLUE, 9)
    for row in range(lines):
        top = y + height * 0.1 + 52 + row * (height * 0.8 - 52) / lines
        scene.box(x + width * 0.12, top, width * (0.76 if row % 3 != 2 else 0.48), 12, MIST, 6)


def plant(scene: Scene, x: float, y: float) -> None:
    """Draw a potted plant standing at ``y``."""
    for dx, dy in ((-46, -150), (0, -190), (46, -150), (-24, -110), (26, -104)):
        scene.line([(x, y - 50), (x + dx, y + dy)], LEAF, 16)
        scene.disc(x + dx, y + dy, 26, LEAF)
    scene.shape([(x - 46, y - 70), (x + 46, y - 70), (x + 34, y), (x - 34, y)], GOLD)


def house(scene: Scene, x: float, y: float, width: float, height: float, wall: str, roof: str) -> None:
    """Draw a narrow town house standing at ``y``."""
    scene.box(x, y - height, width, height, wall)
    scene.shape([(x - 14, y - height), (x + width / 2, y - height - 70), (x + width + 14, y - height)], roof)
    for row in range(int((height - 150) // 120)):
        for column in range(2):
            scene.box(
                x + width * (0.16 + 0.42 * column), y - height + 40 + row * 120, width * 0.26, 70, SKY, 6
            )
            scene.box(x + width * (0.16 + 0.42 * column), y - height + 73 + row * 120, width * 0.26, 5, WHITE)
    scene.box(x + width * 0.34, y - 120, width * 0.32, 120, WOOD, 6)
