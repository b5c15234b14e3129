"""Training tensors written by tools/exportTraining.ts, and the augmentation both networks share."""

import json
import math
import os

import numpy as np
import torch
import torch.nn.functional as F

# A hospital training on its own data works in a folder of its own (tools/trainMalignancy.ts).
WORK = os.environ.get("THYROMAP_TRAINING_WORK") or os.path.join(os.path.dirname(os.path.abspath(__file__)), "work")
SIZE = 256


def load(name):
    """Frames [n,256,256] uint8, masks [n,256,256] uint8 and the index [{name, group}] of one data set."""
    with open(os.path.join(WORK, f"{name}.json")) as file:
        index = json.load(file)
    shape = (len(index), SIZE, SIZE)
    frames = np.memmap(os.path.join(WORK, f"{name}.frames.u8"), np.uint8, "r", shape=shape)
    masks = np.memmap(os.path.join(WORK, f"{name}.masks.u8"), np.uint8, "r", shape=shape)
    return frames, masks, index


def log_uniform(random, low, high):
    return math.exp(random.uniform(math.log(low), math.log(high)))


def warp(random, frames, masks, size, scales=(0.7, 1.4), stretch=1.0, shift=0.15, rotation=12):
    """Random flip, scale, aspect stretch, rotation and translation; outside is black and outside the mask.

    frames, masks: [n,1,256,256] float. Returns both at `size` pixels.
    """
    matrices = np.zeros((len(frames), 2, 3), np.float32)
    for matrix in matrices:
        scale = log_uniform(random, *scales)
        aspect = log_uniform(random, 1 / stretch, stretch) if stretch > 1 else 1.0
        angle = math.radians(random.uniform(-rotation, rotation))
        mirror = -1 if random.random() < 0.5 else 1
        cos, sin = math.cos(angle), math.sin(angle)
        matrix[0] = (mirror * cos * aspect / scale, -sin / scale, random.uniform(-shift, shift) * 2)
        matrix[1] = (mirror * sin / scale, cos / aspect / scale, random.uniform(-shift, shift) * 2)
    grid = F.affine_grid(torch.from_numpy(matrices), [len(frames), 1, size, size], align_corners=False)
    both = F.grid_sample(torch.cat([frames, masks], 1), grid, align_corners=False)
    return both[:, :1], (both[:, 1:] > 0.5).float()


def shade(random, frames):
    """Brightness, contrast, gamma, depth gain, speckle, blur, noise, black borders, calipers and text."""
    n, _, height, width = frames.shape
    out = []
    for frame in frames:
        gamma = log_uniform(random, 0.6, 1.6)
        x = frame.clamp(0, 1) ** gamma
        x = x * random.uniform(0.65, 1.25) + (random.uniform(-0.08, 0.12) if random.random() < 0.4 else 0)
        if random.random() < 0.4:
            depth = torch.linspace(random.uniform(0.5, 1.3), random.uniform(0.5, 1.3), height)
            x = x * depth[None, :, None]
        if random.random() < 0.2:
            across = torch.linspace(random.uniform(0.5, 1.2), random.uniform(0.5, 1.2), width)
            x = x * across[None, None, :]
        if random.random() < 0.35:
            grain = random.randint(1, 3)
            noise = torch.randn(1, 1, height // grain, width // grain)
            noise = F.interpolate(noise, size=(height, width), mode="bilinear", align_corners=False)[0]
            x = x * (1 + noise * random.uniform(0.05, 0.3))
        if random.random() < 0.3:
            factor = random.uniform(0.35, 0.9)
            small = F.interpolate(x[None], scale_factor=factor, mode="bilinear", align_corners=False)
            x = F.interpolate(small, size=(height, width), mode="bilinear", align_corners=False)[0]
        x = x.clamp(0, 1)
        if random.random() < 0.3:
            draw_border(random, x[0])
        if random.random() < 0.4:
            draw_marks(random, x[0])
        out.append(x)
    return torch.stack(out)


def draw_border(random, frame):
    """Black margins, as screens and print-outs have around the sector."""
    height, width = frame.shape
    if random.random() < 0.6:
        frame[:, : int(width * random.uniform(0, 0.15))] = 0
    if random.random() < 0.6:
        frame[:, int(width * random.uniform(0.85, 1)) :] = 0
    if random.random() < 0.5:
        frame[: int(height * random.uniform(0, 0.15))] = 0
    if random.random() < 0.5:
        frame[int(height * random.uniform(0.85, 1)) :] = 0


def draw_marks(random, frame):
    """Caliper crosses, dotted lines and text-like blocks at random places, so that they mean nothing."""
    height, width = frame.shape
    grey = random.uniform(0.6, 1)
    for _ in range(random.randint(1, 4)):
        arm = random.randint(2, 4)
        y, x = random.randint(arm, height - arm - 1), random.randint(arm, width - arm - 1)
        frame[y - arm : y + arm + 1, x] = grey
        frame[y, x - arm : x + arm + 1] = grey
    if random.random() < 0.4:
        y, x = random.randint(0, height - 1), random.randint(0, width - 1)
        dy, dx = random.uniform(-3, 3), random.uniform(-3, 3)
        for step in range(random.randint(8, 30)):
            py, px = int(y + step * dy), int(x + step * dx)
            if 0 <= py < height and 0 <= px < width:
                frame[py, px] = grey
    for _ in range(random.randint(0, 3)):
        rows, columns = random.randint(5, 8), random.randint(8, 60)
        y, x = random.randint(0, height - rows), random.randint(0, max(0, width - columns))
        glyphs = (torch.rand(rows, columns) < 0.45).float()[: height - y, : width - x]
        patch = frame[y : y + glyphs.shape[0], x : x + glyphs.shape[1]]
        patch[glyphs > 0] = grey


class Ema:
    """Exponential moving average of the weights; what is exported."""

    def __init__(self, net, decay=0.998):
        self.decay = decay
        self.steps = 0
        self.values = {k: v.detach().clone() for k, v in net.state_dict().items()}

    @torch.no_grad()
    def update(self, net):
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for key, value in net.state_dict().items():
            if value.dtype.is_floating_point:
                self.values[key].mul_(decay).add_(value, alpha=1 - decay)
            else:
                self.values[key].copy_(value)


def rate(progress, warm=0.02, floor=0.02):
    """Learning-rate factor at this share of the training: linear warm-up, then a half cosine."""
    if progress < warm:
        return 0.05 + 0.95 * progress / warm
    return floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * min(1, (progress - warm) / (1 - warm))))
