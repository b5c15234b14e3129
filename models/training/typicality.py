"""Fits what tells a thyroid ultrasound frame, the right way up, from anything else, and writes it into gland.onnx.

The gland network's encoder already describes the frame; its features, pooled over the upper and the lower half
(which is what turns upside down), go through
  1. a logistic regression of real training frames against frames made untypical (turned, inverted, noise, blown-up
     windows, leaf-like pictures), and
  2. a Mahalanobis distance in the 64 directions in which real frames vary most (Lee et al. 2018), which also
     answers to what nobody thought of.
Neither sees cytology, photographs or the frames the product is measured on: `npm run evaluate:typicality`.
"""

import argparse
import os
import random

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from data import SIZE, WORK, load, shade, warp
from gland_net import GlandForProduct, GlandNet
from onnx_export import export

DIRECTIONS = 64


def pooled(features):
    """Encoder features at strides 16 and 32 → [n, 2·(112+320)]: channel means over the upper and the lower half."""
    parts = []
    for x in features[3:]:
        upper, lower = x[:, :, : x.shape[2] // 2], x[:, :, x.shape[2] // 2 :]
        parts += [upper.mean((2, 3)), lower.mean((2, 3))]
    return torch.cat(parts, 1)


class GlandAndTypicality(nn.Module):
    """What is exported: gland probability, and typicality [1,2]: log-odds of 'untypical', Mahalanobis distance."""

    def __init__(self, net, fit):
        super().__init__()
        self.net = net
        for name, value in fit.items():
            self.register_buffer(name, torch.from_numpy(value.astype(np.float32)))

    def forward(self, frame):
        features = self.net.backbone(frame)
        logits = self.net.decode(features)
        probability = torch.sigmoid(F.interpolate((logits[-1] + logits[-2]) * 0.5, scale_factor=2.0, mode="bilinear", align_corners=False))
        z = (pooled(features) - self.mean) / self.deviation
        untypical = z @ self.weight + self.bias
        distance = (((z @ self.directions) / self.spread) ** 2).mean(1, keepdim=True).sqrt()
        return probability, torch.cat([untypical, distance], 1)


def leaves(rng):
    """A picture of overlapping flat and shaded discs and bars: the statistics of photographs (dead leaves model)."""
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
    picture = np.full((SIZE, SIZE), rng.random(), np.float32)
    for _ in range(rng.randint(20, 200)):
        cy, cx = rng.uniform(0, SIZE), rng.uniform(0, SIZE)
        radius = 4 / max(0.03, rng.random()) ** 0.8
        if rng.random() < 0.5:
            inside = (y - cy) ** 2 + (x - cx) ** 2 < radius**2
        else:
            inside = (abs(y - cy) < radius) & (abs(x - cx) < radius * rng.uniform(0.2, 2))
        picture[inside] = rng.random() + rng.uniform(-0.3, 0.3) * ((x[inside] - cx) / radius)
    return np.clip(picture, 0, 1)


def made_untypical(rng, frame):
    """One frame turned into something that is not a thyroid frame; frame [256,256] in 0..1."""
    kind = rng.randrange(8)
    if kind <= 1:
        return frame[::-1, :: rng.choice((1, -1))]
    if kind == 2:
        return np.rot90(frame, rng.choice((1, 3)))
    if kind == 3:
        return 1 - frame
    if kind == 4:
        grain = rng.choice((1, 2, 4, 8, 16))
        noise = np.random.default_rng(rng.randrange(1 << 30)).random((SIZE // grain, SIZE // grain), np.float32)
        return np.kron(noise, np.ones((grain, grain), np.float32)) * rng.uniform(0.4, 1)
    if kind == 5:
        part = rng.randint(30, 70)
        y, x = rng.randrange(SIZE - part), rng.randrange(SIZE - part)
        window = torch.from_numpy(np.ascontiguousarray(frame[y : y + part, x : x + part]))[None, None]
        return F.interpolate(window, size=(SIZE, SIZE), mode="bilinear", align_corners=False)[0, 0].numpy()
    if kind == 6:
        return leaves(rng)
    tile = SIZE // 4
    order = rng.sample(range(16), 16)
    tiles = [frame[r * tile : r * tile + tile, c * tile : c * tile + tile] for r, c in (divmod(i, 4) for i in order)]
    return np.block([tiles[r * 4 : r * 4 + 4] for r in range(4)])


@torch.no_grad()
def features_of(net, frames):
    rows = []
    for at in range(0, len(frames), 16):
        x = torch.from_numpy(np.ascontiguousarray(np.stack(frames[at : at + 16])))[:, None]
        rows.append(pooled(net.backbone(x.to(memory_format=torch.channels_last))).numpy())
    return np.concatenate(rows)


def logistic(x, y, weight_decay=0.02, steps=400):
    """Penalised logistic regression by full-batch L-BFGS; classes weigh alike. Returns weight [d,1], bias [1]."""
    x, y = torch.from_numpy(x), torch.from_numpy(y)[:, None]
    weight = torch.zeros(x.shape[1], 1, requires_grad=True)
    bias = torch.zeros(1, requires_grad=True)
    share = torch.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=steps, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        loss = F.binary_cross_entropy_with_logits(x @ weight + bias, y, weight=share) + weight_decay * (weight**2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return weight.detach().numpy(), bias.detach().numpy()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--start", default=os.path.join(WORK, "gland-soup.pt"))
    arguments.add_argument("--frames", type=int, default=330, help="from each data set, at most")
    arguments.add_argument("--export", default=os.path.join(WORK, "gland.onnx"))
    given = arguments.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(3)
    rng = random.Random(3)
    net = GlandNet().to(memory_format=torch.channels_last)
    net.load_state_dict(torch.load(given.start)["ema"])
    net.eval()
    a, b, aside = [], [], []
    for name in ("tg3k", "tn5000", "ddti", "phantom"):
        frames, _, index = load(name)
        usable = [i for i, row in enumerate(index) if row["group"] != "choose"] if name == "tg3k" else range(len(index))
        for i in rng.sample(list(usable), min(given.frames, len(usable))):
            x = torch.from_numpy(np.array(frames[i])).float()[None, None] / 255
            moved, _ = warp(rng, x, torch.zeros_like(x), SIZE, scales=(0.8, 1.25), stretch=1.15, shift=0.08, rotation=8)
            typical = [x[0, 0].numpy(), shade(rng, moved)[0, 0].numpy()]
            untypical = [made_untypical(rng, x[0, 0].numpy()), made_untypical(rng, moved[0, 0].numpy())]
            found = features_of(net, typical + untypical)
            a.append(found[:2])
            b.append(found[2:])
            aside += [i % 10 == 0] * 2
        print(name, len(a), flush=True)
    aside, a, b = np.array(aside), np.concatenate(a), np.concatenate(b)
    mean, deviation = a[~aside].mean(0), a[~aside].std(0) + 1e-3
    a, b = ((v - mean) / deviation for v in (a, b))
    x = np.concatenate([a[~aside], b[~aside]]).astype(np.float32)
    y = np.concatenate([np.zeros((~aside).sum()), np.ones((~aside).sum())]).astype(np.float32)
    weight, bias = logistic(x, y)
    _, scale, axes = np.linalg.svd(a[~aside], full_matrices=False)
    fit = {
        "mean": mean, "deviation": deviation, "weight": weight, "bias": bias,
        "directions": axes[:DIRECTIONS].T, "spread": scale[:DIRECTIONS] / np.sqrt((~aside).sum()),
    }  # fmt: skip
    inside, outside = (a[aside] @ weight + bias)[:, 0], (b[aside] @ weight + bias)[:, 0]
    print(f"set aside: log-odds typical 99th percentile {np.quantile(inside, 0.99):.2f}, untypical 5th {np.quantile(outside, 0.05):.2f}")
    order = np.argsort(np.concatenate([inside, outside]))
    ranks = np.empty(len(order)); ranks[order] = np.arange(len(order))  # fmt: skip
    auc = (ranks[len(inside):].sum() - len(outside) * (len(outside) - 1) / 2) / (len(inside) * len(outside))
    print(f"AUC on frames set aside {auc:.4f}", flush=True)
    export(GlandAndTypicality(net, fit), given.export, ["probability", "typicality"], storage="int8")
    print("exported", given.export, flush=True)


if __name__ == "__main__":
    main()
