"""The training sets A to E of ThyroidEffi (section 2.2.1) and the shading that every training picture gets.

A the whole field · B the field with the eight densest cell clusters boxed · C those eight regions · D and E the
3 × 4 tiles of B and of A. Only training pictures are ever cut.
"""

import numpy as np
import torch
import torch.nn.functional as F

CLUSTERS = 8
# The paper's stand-ins where fewer clusters are found: six squares of 512 and two of 768 in 1024 × 768, as shares.
STAND_INS = [(x, y, 0.5) for y in (0.0, 0.5) for x in (0.0, 0.25, 0.5)] + [(0.0, 0.0, 0.75), (0.25, 0.25, 0.75)]


def cell_clusters(picture):
    """Up to eight boxes [x,y,side] in pixels where nuclei stand densest, best first; picture [3,s,s] uint8.

    The paper trains YOLOv10 on 120 boxes drawn by hand, which are not public. Here nuclear stain is measured:
    nuclei are blue-violet (blue far above red), red cells and glass are not. Class labels are not used.
    """
    red, blue = picture[0].astype(np.float32), picture[2].astype(np.float32)
    stain = np.clip(blue - red - 12, 0, 100) / 100
    size = stain.shape[0]
    total = np.pad(stain.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    found = []
    for side in (size // 4, size // 3, size // 2):
        for y in range(0, size - side + 1, size // 16):
            for x in range(0, size - side + 1, size // 16):
                mass = total[y + side, x + side] - total[y, x + side] - total[y + side, x] + total[y, x]
                found.append((mass / side**2, x, y, side))
    found.sort(reverse=True)
    kept = []
    for density, x, y, side in found:
        if density < 0.08 or density < stain.mean() * 0.8:
            break
        if all(_overlap((x, y, side), other) < 0.3 for other in kept):
            kept.append((x, y, side))
        if len(kept) == CLUSTERS:
            break
    return kept


def _overlap(a, b):
    across = max(0, min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0]))
    down = max(0, min(a[1] + a[2], b[1] + b[2]) - max(a[1], b[1]))
    shared = across * down
    return shared / (a[2] ** 2 + b[2] ** 2 - shared)


class Sets:
    """Draws members of one set for given training pictures; source [n,3,s,s] uint8."""

    SIZES = {"E": 96, "D": 96, "C": 128, "B": 128, "A": 224}

    def __init__(self, source):
        self.source = source
        self.size = source.shape[-1]
        self.clusters = {}

    def _clusters(self, index):
        if index not in self.clusters:
            self.clusters[index] = cell_clusters(self.source[index])
        return self.clusters[index]

    def boxed(self, index):
        """Set B: the clusters' boxes drawn over the picture."""
        picture = np.array(self.source[index])
        for x, y, side in self._clusters(index):
            colour = np.array([0, 255, 0], np.uint8)[:, None, None]
            picture[:, y : y + 2, x : x + side] = colour
            picture[:, y + side - 2 : y + side, x : x + side] = colour
            picture[:, y : y + side, x : x + 2] = colour
            picture[:, y : y + side, x + side - 2 : x + side] = colour
        return picture

    def draw(self, random, name, indices):
        """One member of set `name` for every picture of `indices` → [n,3,p,p] in 0..1, shaded and turned."""
        pictures, squares = [], []
        for index in indices:
            pictures.append(self.boxed(index) if name in "BD" else self.source[index])
            squares.append(self._square(random, name, index))
        x = torch.from_numpy(np.stack(pictures)).float() / 255
        return shade(random, turn(random, cut(x, squares, self.SIZES[name])))

    def _square(self, random, name, index):
        """Centre and half side as shares −1..1 of the picture."""
        if name in "AB":
            zoom = random.uniform(0.8, 1.1)
            slack = max(0.0, 1 - zoom) + 0.05
            return random.uniform(-slack, slack), random.uniform(-slack, slack), zoom
        if name == "C":
            clusters = self._clusters(index)
            pick = random.randrange(CLUSTERS)
            if pick < len(clusters):
                x, y, side = (value / self.size for value in clusters[pick])
            else:
                x, y, side = random.choice(STAND_INS)
        else:
            side = 1 / 3
            x = random.randrange(4) * (1 - side) / 3
            y = random.randrange(3) * (1 - side) / 2
        return 2 * x + side - 1, 2 * y + side - 1, side


def cut(x, squares, size):
    """Squares of pictures [n,3,s,s] at `size` pixels; beyond the edge the edge goes on."""
    matrices = torch.tensor([[[half, 0, cx], [0, half, cy]] for cx, cy, half in squares])
    grid = F.affine_grid(matrices, [len(x), 3, size, size], align_corners=False)
    return F.grid_sample(x, grid, padding_mode="reflection", align_corners=False)


def turn(random, x):
    """One of the square's eight symmetries for each picture: a smear has no up."""
    out = []
    for picture in x:
        picture = torch.rot90(picture, random.randrange(4), (1, 2))
        out.append(picture.flip(2) if random.random() < 0.5 else picture)
    return torch.stack(out)


def shade(random, x):
    """Stain and light: gain of each colour, brightness, contrast, saturation, gamma."""
    n = len(x)
    draw = lambda low, high, shape: torch.tensor(  # noqa: E731
        [random.uniform(low, high) for _ in range(n * shape)]
    ).view(n, shape, 1, 1)
    x = x.clamp(1e-3, 1) ** draw(0.8, 1.25, 1)
    grey = x.mean(1, keepdim=True)
    x = grey + (x - grey) * draw(0.75, 1.25, 1)
    x = x * draw(0.92, 1.08, 3)
    middle = x.mean((1, 2, 3), keepdim=True)
    return ((x - middle) * draw(0.85, 1.15, 1) + middle + draw(-0.05, 0.05, 1)).clamp(0, 1)
