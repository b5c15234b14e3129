"""Trains the nodule network on TN5000 and DDTI. One command: see README.md. Resumes from work/nodule.pt."""

import argparse
import csv
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from scipy import ndimage

from backbone import pretrained_backbone
from data import WORK, Ema, load, rate, shade, warp
from nodule_loss import iou, loss_of
from nodule_net import NoduleForProduct, NoduleNet
from onnx_export import export

# How far the outline is trusted: TN5000 has boxes (inscribed ellipses), DDTI has drawn outlines.
ELLIPSE_TRUST, OUTLINE_TRUST = 0.5, 1.0
# Small first: most of the learning happens at a third of the cost. (share of the training, input side)
SIZES = ((0.4, 160), (0.55, 192), (1.0, 256))


def instances(mask):
    """The separate nodules of a mask [s,s]: corners [g,4] and masks at stride 4 [g,s/4,s/4]."""
    labels, count = ndimage.label(mask)
    boxes, parts = [], []
    for label, (rows, columns) in enumerate(ndimage.find_objects(labels), 1):
        height, width = rows.stop - rows.start, columns.stop - columns.start
        if min(height, width) < 5:
            continue
        boxes.append((columns.start, rows.start, columns.stop, rows.stop))
        parts.append(labels == label)
    if not boxes:
        return torch.zeros(0, 4), torch.zeros(0, mask.shape[0] // 4, mask.shape[1] // 4)
    small = F.avg_pool2d(torch.from_numpy(np.stack(parts)).float()[:, None], 4)[:, 0]
    return torch.tensor(boxes, dtype=torch.float32), (small > 0.5).float()


@torch.no_grad()
def judge_on(net, frames, masks):
    """Share of images whose best-scoring box reaches IoU 0.5 with a nodule, and mean Dice of the top mask."""
    net.eval()
    product = NoduleForProduct(net)
    found, dices = [], []
    for at in range(0, len(frames), 16):
        x = torch.from_numpy(np.array(frames[at : at + 16])).float()[:, None] / 255
        boxes, scores, coefficients, prototypes = product(x)
        for i in range(len(x)):
            truth, _ = instances(masks[at + i])
            if not len(truth):
                continue
            top = scores[i].argmax()
            cx, cy, w, h = boxes[i, :, top].tolist()
            corners = torch.tensor([cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2])
            found.append(bool((iou(corners[None], truth) >= 0.5).any()))
            logits = (coefficients[i, :, top] @ prototypes[i].flatten(1)).view(1, 1, 64, 64)
            shape = F.interpolate(logits, size=(256, 256), mode="bilinear", align_corners=False)[0, 0] > 0
            at_x, at_y = torch.arange(256)[None], torch.arange(256)[:, None]
            shape &= (at_x > corners[0] - 4) & (at_x < corners[2] + 4) & (at_y > corners[1] - 4) & (at_y < corners[3] + 4)
            true = masks[at + i] > 0
            dices.append(2 * (shape.numpy() & true).sum() / (shape.sum().item() + true.sum() + 1e-6))
    net.train()
    return float(np.mean(found)), float(np.mean(dices))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--minutes", type=float, default=58)
    arguments.add_argument("--batch", type=int, default=12)
    arguments.add_argument("--rate", type=float, default=1e-3)
    arguments.add_argument("--name", default="nodule")
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--start", help="checkpoint whose averaged weights to go on from, all at full size")
    arguments.add_argument("--export", default=os.path.join(WORK, "nodule.onnx"))
    given = arguments.parse_args()

    torch.set_num_threads(given.threads)
    torch.manual_seed(11)
    rng = random.Random(11)
    sets = {name: load(name) for name in ("tn5000", "ddti")}
    cases = sorted({row["group"] for row in sets["ddti"][2]}, key=int)
    watched = set(random.Random(3).sample(cases, len(cases) // 12))
    watch = [("tn5000", i) for i in range(0, len(sets["tn5000"][2]), 34)]
    watch_ddti = [("ddti", i) for i, row in enumerate(sets["ddti"][2]) if row["group"] in watched]
    held = set(watch) | set(watch_ddti)
    pool = [(name, i) for name in sets for i in range(len(sets[name][2])) if (name, i) not in held]
    outlines = [item for item in pool if item[0] == "ddti"]
    ellipses = [item for item in pool if item[0] == "tn5000"]

    net = NoduleNet(pretrained_backbone(os.path.join(WORK, "pretrained"))).to(memory_format=torch.channels_last)
    if given.start:
        net.load_state_dict(torch.load(given.start)["ema"])
    # ImageNet's edges and textures up to stride 4 are kept as they are: a sixth less work per image.
    for part in (net.backbone.stem, *net.backbone.blocks[:3]):
        part.requires_grad_(False)
    own = [p for name, p in net.named_parameters() if not name.startswith("backbone")]
    optimizer = torch.optim.AdamW(
        [{"params": [p for p in net.backbone.parameters() if p.requires_grad], "scale": 0.4}, {"params": own, "scale": 1.0}], weight_decay=5e-4
    )
    ema, checkpoint = Ema(net), os.path.join(WORK, f"{given.name}.pt")
    spent, epoch, seen = 0.0, 0, 0
    if os.path.exists(checkpoint):
        saved = torch.load(checkpoint)
        net.load_state_dict(saved["net"])
        optimizer.load_state_dict(saved["optimizer"])
        ema.values, ema.steps = saved["ema"], saved["ema_steps"]
        spent, epoch, seen = saved["spent"], saved["epoch"], saved["seen"]
        rng.seed(11 + epoch)

    judge = NoduleNet().to(memory_format=torch.channels_last)
    queue = []
    while spent < given.minutes * 60:
        total, parts_total, batches, started = 0.0, np.zeros(5), 0, time.time()
        while batches * given.batch < 1800 and spent < given.minutes * 60:
            tick = time.time()
            progress = spent / (given.minutes * 60)
            size = 256 if given.start else next(side for until, side in SIZES if progress < until or until == 1.0)
            if len(queue) < given.batch:
                # DDTI's drawn outlines are seen three times for every TN5000 image.
                fresh = ellipses + outlines * 3
                rng.shuffle(fresh)
                queue += fresh
            chosen, queue = queue[: given.batch], queue[given.batch :]
            x = torch.from_numpy(np.stack([sets[name][0][i] for name, i in chosen])).float()[:, None] / 255
            y = torch.from_numpy(np.stack([sets[name][1][i] for name, i in chosen])).float()[:, None]
            x, y = warp(rng, x, y, size, scales=(0.75, 1.45))
            shaded = torch.tensor([rng.random() < 0.65 for _ in chosen])[:, None, None, None]
            x = torch.where(shaded, shade(rng, x), x).to(memory_format=torch.channels_last)
            truth = [instances(mask[0].numpy() > 0) for mask in y]
            trust = torch.tensor([ELLIPSE_TRUST if name == "tn5000" else OUTLINE_TRUST for name, _ in chosen])
            for group in optimizer.param_groups:
                group["lr"] = given.rate * group["scale"] * rate(progress)
            loss, parts = loss_of(net(x), [b for b, _ in truth], [m for _, m in truth], trust, size)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 10.0)
            optimizer.step()
            ema.update(net)
            total += loss.item()
            parts_total += parts
            batches += 1
            seen += given.batch
            spent += time.time() - tick
            if batches % 25 == 0:
                speed = given.batch * batches / (time.time() - started)
                print(f"  {batches} loss {total / batches:.3f} {np.round(parts_total / batches, 3)} {speed:.1f} img/s", flush=True)
        epoch += 1
        judge.load_state_dict(ema.values)
        scores = [
            judge_on(judge, [sets[n][0][i] for n, i in items], [sets[n][1][i] for n, i in items])
            for items in (watch, watch_ddti)
        ]
        row = [epoch, seen, round(spent / 60, 2), round(total / max(1, batches), 4)]
        row += [round(value, 4) for pair in scores for value in pair]
        columns = ["epoch", "images", "minutes", "loss", "tn5000_found", "tn5000_ellipse_dice", "ddti_found", "ddti_dice"]
        print(dict(zip(columns, row)), flush=True)
        log = os.path.join(os.path.dirname(WORK), "logs", f"{given.name}.csv")
        with open(log, "w" if epoch == 1 else "a", newline="") as file:
            writer = csv.writer(file)
            if epoch == 1:
                writer.writerow(columns)
            writer.writerow(row)
        torch.save({"net": net.state_dict(), "ema": ema.values, "ema_steps": ema.steps, "optimizer": optimizer.state_dict(),
                    "spent": spent, "epoch": epoch, "seen": seen}, checkpoint)
    judge.load_state_dict(ema.values)
    export(NoduleForProduct(judge), given.export, ["boxes", "scores", "coefficients", "prototypes"])
    print("exported", given.export, flush=True)


if __name__ == "__main__":
    main()
