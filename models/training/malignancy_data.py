"""Crops for the malignancy networks (tools/exportMalignancy.ts), their augmentation, and the training loop they share."""

import argparse
import csv
import json
import math
import os
import queue
import random
import threading
import time

import numpy as np
import torch
import torch.nn.functional as F

from data import WORK, Ema, log_uniform, rate
from onnx_export import export

LOGS = os.path.join(os.path.dirname(WORK), "logs")
# Every tenth training frame is set aside: watched in the logs, then used to calibrate, never trained on.
# tools/malignancyPacks.ts takes the same ones.
ASIDE_EVERY, ASIDE_FIRST = 10, 4
# Images between two checkpoints: minutes apart even on a machine that has other work.
CHECKPOINT_EVERY = 3000


class Crops:
    """pixels [n,s,s] uint8 (memory-mapped), malignant [n] (0 or 1, -1 unknown), boxes [n,2] in crop pixels."""

    def __init__(self, name="malignancy"):
        rows = self.read(name)["rows"]
        self.malignant = np.array([-1 if r["malignant"] is None else int(r["malignant"]) for r in rows])

    def read(self, name):
        """Maps the pixels of work/NAME.crops.u8; returns its index, whose rows hold what is known of each crop."""
        with open(os.path.join(WORK, f"{name}.json")) as file:
            index = json.load(file)
        rows = index["rows"]
        self.side, self.factor = index["size"], index["factor"]
        shape = (len(rows), self.side, self.side)
        self.pixels = np.memmap(os.path.join(WORK, f"{name}.crops.u8"), np.uint8, "r", shape=shape)
        self.boxes = np.array([(r["width"], r["height"]) for r in rows], np.float32)
        return index

    def parts(self):
        """Indices to train on and indices set aside."""
        every = np.arange(len(self.malignant))
        aside = every % ASIDE_EVERY == ASIDE_FIRST
        return every[~aside], every[aside]


def cut(crops, chosen, factor, size, rng=None, mirror=False):
    """The chosen crops as a network of this factor and size sees them, and the ellipse inscribed in each box.

    With `rng` the square is moved, scaled, turned and mirrored: what a detector's box does to it (its centre
    is off by a few per cent of the nodule, its size by a tenth), and what another probe angle would.
    Without, it lies on the true box. Returns frames and ellipses, both [n,1,size,size] in 0..1.
    """
    matrices = np.zeros((len(chosen), 2, 3), np.float32)
    base = factor / crops.factor
    for matrix in matrices:
        if rng is None:
            matrix[:] = ((-base if mirror else base, 0, 0), (0, base, 0))
            continue
        scale = base * log_uniform(rng, 0.8, 1.25)
        # Taller than wide is a sign of malignancy (TI-RADS): shape is nearly left alone.
        stretch = log_uniform(rng, 0.98, 1.02)
        angle = math.radians(rng.gauss(0, 4))
        side = -1 if rng.random() < 0.5 else 1
        cos, sin = math.cos(angle), math.sin(angle)
        # The nodule's longer side is 2 / factor in these coordinates: the shift is 5% of it on average.
        shift = 0.13 / crops.factor
        matrix[0] = (side * cos * scale * stretch, -sin * scale, rng.gauss(0, shift))
        matrix[1] = (side * sin * scale, cos * scale / stretch, rng.gauss(0, shift))
    grid = F.affine_grid(torch.from_numpy(matrices), [len(chosen), 1, size, size], align_corners=False)
    pixels = torch.from_numpy(np.stack([crops.pixels[i] for i in chosen])).float()[:, None] / 255
    frames = F.grid_sample(pixels, grid, align_corners=False)
    half = torch.from_numpy(crops.boxes[chosen] / crops.side)
    reach = ((grid / half[:, None, None, :]) ** 2).sum(-1)
    return frames, (reach <= 1).float()[:, None]


def shade(rng, x):
    """Gamma, gain, depth gain, speckle, blur, noise, caliper marks and cut-out; a batch at a time."""
    n, _, height, width = x.shape

    def per_image(make, chance=1.0, otherwise=1.0):
        return torch.tensor([make() if rng.random() < chance else otherwise for _ in range(n)])[:, None, None, None]

    x = x.clamp(1e-4, 1) ** per_image(lambda: log_uniform(rng, 0.65, 1.5))
    x = x * per_image(lambda: rng.uniform(0.7, 1.25)) + per_image(lambda: rng.uniform(-0.06, 0.1), 0.4, 0.0)
    depth = torch.linspace(-1, 1, height)[None, None, :, None]
    x = x * (1 + depth * per_image(lambda: rng.uniform(-0.35, 0.35), 0.4, 0.0))
    grain = rng.randint(1, 3)
    speckle = F.interpolate(torch.randn(n, 1, height // grain, width // grain), size=(height, width), mode="bilinear", align_corners=False)
    x = x * (1 + speckle * per_image(lambda: rng.uniform(0.05, 0.25), 0.35, 0.0))
    small = F.interpolate(x, scale_factor=rng.uniform(0.4, 0.9), mode="bilinear", align_corners=False)
    blurred = F.interpolate(small, size=(height, width), mode="bilinear", align_corners=False)
    x = torch.lerp(x, blurred, per_image(lambda: 1.0, 0.25, 0.0))
    x = x.clamp(0, 1)
    for frame in x[:, 0]:
        if rng.random() < 0.2:
            grey = rng.uniform(0.6, 1)
            for _ in range(rng.randint(1, 4)):
                arm = rng.randint(1, 3)
                row, column = rng.randint(arm, height - arm - 1), rng.randint(arm, width - arm - 1)
                frame[row - arm : row + arm + 1, column] = grey
                frame[row, column - arm : column + arm + 1] = grey
        if rng.random() < 0.35:
            rows, columns = int(height * rng.uniform(0.1, 0.35)), int(width * rng.uniform(0.1, 0.35))
            row, column = rng.randint(0, height - rows), rng.randint(0, width - columns)
            frame[row : row + rows, column : column + columns] = rng.uniform(0, 0.4)
    return x


def augmented(rng, crops, chosen, factor, size):
    frames, ellipses = cut(crops, chosen, factor, size, rng)
    shaded = torch.tensor([float(rng.random() < 0.75) for _ in chosen])[:, None, None, None]
    return torch.lerp(frames, shade(rng, frames.clone()), shaded), ellipses


def soft_labels(malignant, smoothing=0.05):
    """[n] of 0 and 1 → [n,2], column 1 malignant."""
    y = torch.as_tensor(malignant, dtype=torch.float32) * (1 - 2 * smoothing) + smoothing
    return torch.stack([1 - y, y], 1)


def mixed(rng, x, y, chance=0.5, strength=0.3):
    """Mixup (Zhang et al. 2018): pictures and labels blended with those of another image of the batch."""
    if rng.random() >= chance:
        return x, y
    share = rng.betavariate(strength, strength)
    order = torch.randperm(len(x))
    return x * share + x[order] * (1 - share), y * share + y[order] * (1 - share)


def focal(logits, targets, weights, gamma=2.0):
    """Focal loss (Lin et al. 2017) for soft targets [n,2]: Σ_c q_c α_c (1 − p_c)^γ (−log p_c), mean over the batch."""
    logs = F.log_softmax(logits.float(), 1)
    return -(targets * weights * (1 - logs.exp()) ** gamma * logs).sum(1).mean()


def class_weights(malignant):
    """α of the focal loss: inverse frequency to the power of one half, mean 1."""
    share = float(np.mean(malignant))
    weights = torch.tensor([1 / (1 - share), 1 / share]) ** 0.5
    return weights / weights.mean()


def auc(scores, labels):
    """Area under the ROC curve by ranks (ties share)."""
    order = np.argsort(scores, kind="mergesort")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    for value in np.unique(scores):
        same = scores == value
        ranks[same] = ranks[same].mean()
    positive = labels == 1
    n, m = positive.sum(), (~positive).sum()
    return (ranks[positive].sum() - n * (n + 1) / 2) / (n * m)


@torch.no_grad()
def judge(logit_of, crops, chosen, factor, size, seed=5):
    """AUC on crops displaced as a detector would, mirrored and not: (AUC, logits)."""
    rng = random.Random(seed)
    logits = []
    for at in range(0, len(chosen), 32):
        frames, _ = cut(crops, chosen[at : at + 32], factor, size, None)
        moved, _ = cut(crops, chosen[at : at + 32], factor, size, rng)
        logits.append((logit_of(frames) + logit_of(moved)) / 2)
    logits = torch.cat(logits).numpy()
    return auc(logits, crops.malignant[chosen]), logits


def options(name, minutes, factor, size, learning_rate):
    given = argparse.ArgumentParser()
    given.add_argument("--name", default=name, help="of the checkpoint, the log and the exported file")
    given.add_argument("--minutes", type=float, default=minutes)
    given.add_argument("--images", type=int, default=0, help="train on this many images at most; the minutes still end it")
    given.add_argument("--batch", type=int, default=32)
    given.add_argument("--rate", type=float, default=learning_rate)
    given.add_argument("--decay", type=float, default=0.05)
    given.add_argument("--factor", type=float, default=factor, help="side of the crop over the nodule's longer side")
    given.add_argument("--size", type=int, default=size, help="side of the input, pixels")
    given.add_argument("--width", type=float, default=0.5, help="share of the published channel counts; 1 is the paper's")
    given.add_argument("--threads", type=int, default=2)
    given.add_argument("--seed", type=int, default=11)
    return given


# Small first: most is learned at half the cost. (until this share of the time, share of the full input side)
SIZES = ((0.35, 0.7), (0.65, 0.8), (1.0, 1.0))


class Batches:
    """Makes the next batch in a second thread while the network learns from this one."""

    def __init__(self, make):
        self.make, self.ready = make, queue.Queue(maxsize=2)
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        torch.set_num_threads(1)
        while True:
            try:
                self.ready.put(self.make())
            except Exception as trouble:
                self.ready.put(trouble)
                return

    def next(self):
        batch = self.ready.get()
        if isinstance(batch, Exception):
            raise batch
        return batch


def train(given, net, prepare, step, logit_of, parameters=None, sizes=SIZES):
    """Trains on TN5000's crops by time (or number of images); resumes from work/NAME.pt. Returns the averaged network.

    prepare(rng, crops, chosen, size) → a batch, made in a thread of its own; step(net, batch) → (loss,
    {column: number}); logit_of(net) → a function of frames. parameters: optimizer groups with `scale`, the
    factor on the learning rate.
    """
    torch.set_num_threads(given.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(given.seed)
    crops = Crops()
    pool, aside = crops.parts()
    groups = parameters or [{"params": [p for p in net.parameters() if p.requires_grad], "scale": 1.0}]
    for group in groups:
        group["lr"] = given.rate
    split = []
    for group in groups:
        # No decay on biases, norms and the like.
        split.append({**group, "params": [p for p in group["params"] if p.dim() > 1]})
        split.append({**group, "params": [p for p in group["params"] if p.dim() <= 1], "weight_decay": 0.0})
    optimizer = torch.optim.AdamW([g for g in split if g["params"]], lr=given.rate, weight_decay=given.decay)
    ema, checkpoint = Ema(net, 0.998), os.path.join(WORK, f"{given.name}.pt")
    spent, epoch, seen = 0.0, 0, 0
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        ema.values, ema.steps = saved["ema"], saved["ema_steps"]
        spent, epoch, seen = saved["spent"], saved["epoch"], saved["seen"]
    rng = random.Random(given.seed + epoch)
    torch.manual_seed(given.seed + epoch)
    budget = given.minutes * 60
    waiting = []

    def done():
        return max(spent / budget, seen / given.images if given.images else 0)

    def make():
        share = next(s for until, s in sizes if done() < until or until == 1.0)
        size = int(round(given.size * share / 16)) * 16
        if len(waiting) < given.batch:
            fresh = list(pool)
            rng.shuffle(fresh)
            waiting.extend(fresh)
        chosen = np.array(waiting[: given.batch])
        del waiting[: given.batch]
        return size, prepare(rng, crops, chosen, size)

    batches = Batches(make)

    while done() < 1:
        sums, counts, clock, images = {}, {}, time.time(), 0
        net.train()
        while images < CHECKPOINT_EVERY and done() < 1:
            tick = time.time()
            size, batch = batches.next()
            for group in optimizer.param_groups:
                group["lr"] = given.rate * group["scale"] * rate(done())
            loss, parts = step(net, batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            ema.update(net)
            for key, value in {"loss": loss.item(), **parts}.items():
                sums[key] = sums.get(key, 0.0) + value
                counts[key] = counts.get(key, 0) + 1
            images += given.batch
            seen += given.batch
            spent += time.time() - tick
        epoch += 1
        trained = {k: v.clone() for k, v in net.state_dict().items()}
        net.load_state_dict(ema.values)
        net.eval()
        score, _ = judge(logit_of(net), crops, aside, given.factor, given.size)
        net.load_state_dict(trained)
        row = {"epoch": epoch, "images": seen, "minutes": round(spent / 60, 2), "size": size}
        row.update({key: round(value / counts[key], 4) for key, value in sums.items()})
        row["aside_auc"] = round(float(score), 4)
        print(row, f"{images / (time.time() - clock):.0f} img/s", flush=True)
        log = os.path.join(LOGS, f"{given.name}.csv")
        with open(log, "w" if epoch == 1 else "a", newline="") as file:
            writer = csv.DictWriter(file, list(row))
            if epoch == 1:
                writer.writeheader()
            writer.writerow(row)
        torch.save(
            {"net": net.state_dict(), "ema": ema.values, "ema_steps": ema.steps, "optimizer": optimizer.state_dict(),
             "spent": spent, "epoch": epoch, "seen": seen, "given": vars(given)},
            checkpoint,
        )
    net.load_state_dict(ema.values)
    net.eval()
    return net


def amp():
    """16-bit arithmetic in convolutions and products where the processor has it; sums stay in 32 bits."""
    return torch.autocast("cpu", torch.bfloat16)


def export_trained(module, given, outputs):
    """work/NAME.onnx with 8-bit weights, and NAME-half.onnx with 16 bits, which shows what the 8 bits cost."""
    for storage, file in (("half", f"{given.name}-half.onnx"), ("int8", f"{given.name}.onnx")):
        file = os.path.join(WORK, file)
        export(module, file, outputs, size=given.size, storage=storage)
        print("exported", file, os.path.getsize(file), "bytes", flush=True)
