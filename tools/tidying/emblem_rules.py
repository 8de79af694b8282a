"""No red cross anywhere.

Source: 红十字会法 article 14; first Geneva Convention, articles 44 and 53.
"""

import re
import xml.etree.ElementTree

from .fault import NOT_OURS, WEB, Fault

# Heavy crosses, the helmet, hospital and ambulance of the emoji: most fonts draw a red cross.
CROSSES = re.compile("[\u2719-\u271c\u2795\u26d1\U0001f3e5\U0001f691\U0001fa79]")
NAMES = re.compile(
    r"(red|medical|geneva)[_-]?cross|cross[_-]?(red|icon)|MedicineBox|PlusSquare", re.IGNORECASE
)
_STEPS = re.compile(r"([MmLlHhVvZz])([^A-Za-z]*)")


def no_cross_signs(tree):
    for path, text in tree.texts():
        if path in NOT_OURS:
            continue
        for number, line in enumerate(text.splitlines(), 1):
            found = CROSSES.search(line)
            if found:
                yield Fault(path, number, f"U+{ord(found[0]):X} is drawn as a red cross")


def no_cross_icons(tree):
    for path, text in tree.texts(*WEB, ".svg", ".html"):
        if path.startswith("web/tests/"):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            found = NAMES.search(line)
            if found:
                yield Fault(path, number, f"'{found[0]}' names a picture of a cross")
    for path in sorted(tree.files):
        if re.search(NAMES, path.rsplit("/", 1)[-1]):
            yield Fault(path, 1, "the name of a picture of a cross")


def corners(path):
    """The corners of a path of straight lines; None when it has curves."""
    if re.search(r"[CcSsQqTtAa]", path):
        return None
    x = y = 0.0
    points = []
    for step, text in _STEPS.findall(path):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", text)]
        if step in "Zz":
            continue
        if step in "HhVv":
            for n in numbers:
                x = n if step == "H" else x + n if step == "h" else x
                y = n if step == "V" else y + n if step == "v" else y
                points.append((x, y))
            continue
        for n, m in zip(numbers[::2], numbers[1::2]):
            x, y = (x + n, y + m) if step.islower() else (n, m)
            points.append((x, y))
    if points and points[0] == points[-1]:
        points.pop()
    return points


def is_plus(points):
    """Whether the corners are those of an upright cross: twelve, each edge level or upright."""
    if not points or len(points) != 12:
        return False
    edges = zip(points, points[1:] + points[:1])
    return all((a[0] == b[0]) != (a[1] == b[1]) for a, b in edges)


def crossing(rectangles):
    """Whether a lying and a standing bar share their middle."""
    for a in rectangles:
        for b in rectangles:
            lying, standing = a[2] > 1.5 * a[3], b[3] > 1.5 * b[2]
            middle = abs(a[0] + a[2] / 2 - b[0] - b[2] / 2) + abs(a[1] + a[3] / 2 - b[1] - b[3] / 2)
            if lying and standing and middle < 0.1 * a[2]:
                return True
    return False


def no_cross_drawings(tree):
    for path, text in tree.texts(".svg"):
        try:
            root = xml.etree.ElementTree.fromstring(text)
        except xml.etree.ElementTree.ParseError as error:
            yield Fault(path, error.position[0], "is not well-formed XML")
            continue
        rectangles = []
        for element in root.iter():
            kind = element.tag.rsplit("}", 1)[-1]
            if kind == "path" and is_plus(corners(element.get("d", ""))):
                yield Fault(path, 1, "draws a cross")
            elif kind == "polygon" and is_plus(corners("M" + element.get("points", ""))):
                yield Fault(path, 1, "draws a cross")
            elif kind == "rect":
                sides = [element.get(side, "0") for side in ("x", "y", "width", "height")]
                if all(re.fullmatch(r"-?[\d.]+", side) for side in sides):
                    rectangles.append([float(side) for side in sides])
        if crossing(rectangles):
            yield Fault(path, 1, "draws a cross of two bars")


RULES = (no_cross_signs, no_cross_icons, no_cross_drawings)
