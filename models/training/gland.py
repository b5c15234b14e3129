"""Trains the gland network on TG3K. One command: see README.md. Resumes from work/gland.pt if it is there."""

import argparse
import csv
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from backbone import pretrained_backbone
from data import WORK, Ema, load, rate, shade, warp
from gland_net import GlandForProduct, GlandNet
from onnx_export import export
from paste import paste_nodule


def loss_of(logits, target, weight):
    """Binary cross entropy + Dice of each supervised node, later nodes counting more; weight 0 is 'unknown'."""
    small = F.avg_pool2d(target, 2)
    known = F.max_pool2d(weight, 2)
    total = 0
    for share, logit in zip((0.15, 0.15, 0.25, 0.45), logits):
        bce = (F.binary_cross_entropy_with_logits(logit, small, reduction="none") * known).mean()
        p = torch.sigmoid(logit) * known
        dice = 1 - (2 * (p * small).sum((1, 2, 3)) + 1) / (p.sum((1, 2, 3)) + (small * known).sum((1, 2, 3)) + 1)
        total = total + share * (bce + dice.mean())
    return total


def without_gland(rng, frames, target, weight, share=0.06):
    """Turns some of a batch into frames without a gland, so that 'no gland here' is something the network can say:
    noise of several grains, even grey, ramps, and real frames blown up around a window that holds no gland."""
    side = frames.shape[-1]
    for i in range(len(frames)):
        if rng.random() >= share:
            continue
        kind = rng.randrange(4)
        if kind == 0:
            grain = rng.choice((1, 2, 4, 8))
            noise = torch.rand(1, 1, side // grain, side // grain)
            frames[i] = F.interpolate(noise, size=(side, side), mode="bilinear", align_corners=False)[0]
        elif kind == 1:
            frames[i] = rng.random()
        elif kind == 2:
            ramp = torch.linspace(rng.random(), rng.random(), side)
            frames[i, 0] = ramp[None] if rng.random() < 0.5 else ramp[:, None]
        else:
            part = side // 3
            y, x = rng.randrange(side - part), rng.randrange(side - part)
            window = (slice(None), slice(y, y + part), slice(x, x + part))
            if target[i][window].any() or (weight[i][window] == 0).any():
                continue
            frames[i] = F.interpolate(frames[i][window][None], size=(side, side), mode="bilinear", align_corners=False)[0]
        target[i], weight[i] = 0, 1


def load_phantoms():
    """((frames, glands) to train on, (frames, glands) to watch): the last 20 cases are only watched."""
    frames, _, index = load("phantom")
    glands = np.memmap(os.path.join(WORK, "phantom.glands.u8"), np.uint8, "r", shape=frames.shape)
    watched = set(sorted({row["group"] for row in index})[-20:])
    aside = np.array([row["group"] in watched for row in index])
    inside = (np.array(glands) > 0).astype(np.uint8)
    return (np.array(frames)[~aside], inside[~aside]), (np.array(frames)[aside], inside[aside])


@torch.no_grad()
def mean_dice(net, frames, masks):
    net.eval()
    product, scores = GlandForProduct(net), []
    for at in range(0, len(frames), 16):
        x = torch.from_numpy(np.array(frames[at : at + 16])).float()[:, None] / 255
        p = product(x)[:, 0].numpy() > 0.5
        t = masks[at : at + 16] > 0
        scores += [(2 * (a & b).sum() + 1e-6) / (a.sum() + b.sum() + 1e-6) for a, b in zip(p, t)]
    net.train()
    return float(np.mean(scores))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--minutes", type=float, default=17)
    arguments.add_argument("--batch", type=int, default=8)
    arguments.add_argument("--name", default="gland")
    arguments.add_argument("--start", help="checkpoint whose averaged weights to start from")
    arguments.add_argument("--pseudo", help="file of pseudo-labelled frames (pseudo.py) to mix in")
    arguments.add_argument("--phantoms", action="store_true", help="mix in exportPhantomTraining.ts's frames")
    arguments.add_argument("--paste", type=float, default=0.0, help="share of TG3K frames that get a pasted nodule")
    arguments.add_argument("--rate", type=float, default=8e-4)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--export", default=os.path.join(WORK, "gland.onnx"))
    given = arguments.parse_args()

    torch.set_num_threads(given.threads)
    torch.manual_seed(7)
    rng = random.Random(7)
    frames, masks, index = load("tg3k")
    train = [i for i, row in enumerate(index) if row["group"] == "train"]
    choose = [i for i, row in enumerate(index) if row["group"] == "choose"]
    pseudo = dict(np.load(given.pseudo)) if given.pseudo else None
    donors = load("tn5000") if given.paste else None
    phantom, phantom_watch = (load_phantoms() if given.phantoms else (None, None))

    net = GlandNet(pretrained_backbone(os.path.join(WORK, "pretrained"))).to(memory_format=torch.channels_last)
    if given.start:
        net.load_state_dict(torch.load(given.start)["ema"])
    own = [p for name, p in net.named_parameters() if not name.startswith("backbone")]
    optimizer = torch.optim.AdamW(
        [{"params": net.backbone.parameters(), "scale": 0.4}, {"params": own, "scale": 1.0}], weight_decay=1e-4
    )
    ema, checkpoint = Ema(net), os.path.join(WORK, f"{given.name}.pt")
    spent, epoch, seen, best = 0.0, 0, 0, -1.0
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        ema.values, ema.steps = saved["ema"], saved["ema_steps"]
        spent, epoch, seen, best = saved["spent"], saved["epoch"], saved["seen"], saved["best"]
        rng.seed(7 + epoch)

    def example(kind, i):
        """Frame and mask of one item of the order: 0 TG3K (perhaps with a nodule pasted in), 1 pseudo, 2 phantom."""
        if kind == 1:
            return pseudo["frames"][i], pseudo["masks"][i]
        if kind == 2:
            return phantom[0][i], phantom[1][i]
        frame, mask = np.array(frames[i]), (masks[i] > 0).astype(np.uint8)
        if donors is None or rng.random() >= given.paste:
            return frame, mask
        from_frame = rng.randrange(len(donors[0]))
        return paste_nodule(rng, frame, mask, donors[0][from_frame], (donors[1][from_frame] > 0).astype(np.uint8))

    judge = GlandNet().to(memory_format=torch.channels_last)
    while spent < given.minutes * 60:
        order = train[:]
        rng.shuffle(order)
        if pseudo is not None:
            extra = rng.sample(range(len(pseudo["frames"])), len(order) // 2)
            order = [(0, i) for i in order] + [(1, i) for i in extra]
            rng.shuffle(order)
        else:
            order = [(0, i) for i in order]
        order = order[:1000]
        if phantom is not None:
            order[: len(order) // 6] = [(2, rng.randrange(len(phantom[0]))) for _ in range(len(order) // 6)]
            rng.shuffle(order)
        total, started, batches = 0.0, time.time(), 0
        for at in range(0, len(order) - given.batch + 1, given.batch):
            tick = time.time()
            progress = spent / (given.minutes * 60)
            if progress >= 1:
                break
            size = 192 if progress < 0.55 else 256
            chosen = order[at : at + given.batch]
            pairs = [example(kind, i) for kind, i in chosen]
            x, y = np.stack([pair[0] for pair in pairs]), np.stack([pair[1] for pair in pairs])
            # Pseudo labels: 0 outside, 1 inside, 2 unknown. Unknown travels as a second warp of the same matrix.
            x = torch.from_numpy(x).float()[:, None] / 255
            inside = torch.from_numpy((y == 1).astype(np.float32))[:, None]
            unknown = torch.from_numpy((y == 2).astype(np.float32))[:, None]
            state = rng.getstate()
            x2, target = warp(rng, x, inside, size, scales=(0.55, 1.5), stretch=1.25, shift=0.18, rotation=15)
            weight = torch.ones_like(target)
            if unknown.any():
                rng.setstate(state)
                weight = 1 - warp(rng, x, unknown, size, scales=(0.55, 1.5), stretch=1.25, shift=0.18, rotation=15)[1]
            if pseudo is not None:
                without_gland(rng, x2, target, weight)
            x2 = shade(rng, x2).to(memory_format=torch.channels_last)
            for group in optimizer.param_groups:
                group["lr"] = given.rate * group["scale"] * rate(progress)
            loss = loss_of(net(x2), target, weight)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            ema.update(net)
            total += loss.item()
            batches += 1
            seen += given.batch
            spent += time.time() - tick
            if batches % 20 == 0:
                print(f"  {batches} loss {total / batches:.4f} {given.batch * batches / (time.time() - started):.1f} img/s", flush=True)
        epoch += 1
        judge.load_state_dict(ema.values)
        dice = mean_dice(judge, frames[choose[::3]], masks[choose[::3]])
        row = [epoch, seen, round(spent / 60, 2), round(total / max(1, batches), 4), round(dice, 4)]
        print("epoch,images,minutes,loss,choose_dice", *row, sep=",", flush=True)
        if phantom_watch is not None:
            print("  phantoms set aside: Dice", round(mean_dice(judge, *phantom_watch), 4), flush=True)
        log = os.path.join(os.path.dirname(WORK), "logs", f"{given.name}.csv")
        fresh = not os.path.exists(log) or epoch == 1
        with open(log, "w" if fresh else "a", newline="") as file:
            writer = csv.writer(file)
            if fresh:
                writer.writerow(["epoch", "images", "minutes", "loss", "choose_dice"])
            writer.writerow(row)
        best = max(best, dice)
        torch.save({"net": net.state_dict(), "ema": ema.values, "ema_steps": ema.steps, "optimizer": optimizer.state_dict(),
                    "spent": spent, "epoch": epoch, "seen": seen, "best": best}, checkpoint)
    judge.load_state_dict(ema.values)
    export(GlandForProduct(judge), given.export, ["probability"])
    print("exported", given.export, flush=True)


if __name__ == "__main__":
    main()
