"""Exports the weighted average of the gland's two stages: (1 − share) × first + share × second.

The second stage learned that a nodule belongs to the gland, and lost a little on TG3K; the average keeps most of
both (Wortsman et al. 2022, model soups). The share was chosen on training-side images only: TG3K's block
2144–2293 and the cover of TN5000 training nodules. Both figures are printed.
"""

import argparse
import os

import numpy as np
import torch

from data import WORK, load
from gland import mean_dice
from gland_net import GlandForProduct, GlandNet
from onnx_export import export


@torch.no_grad()
def nodule_cover(net, frames, nodules):
    """Mean share of the nodule's ellipse that the gland covers."""
    net.eval()
    product, shares = GlandForProduct(net), []
    for frame, nodule in zip(frames, nodules):
        p = product(torch.from_numpy(np.array(frame)).float()[None, None] / 255)[0, 0].numpy()
        shares.append(((p > 0.5) & (nodule > 0)).sum() / (nodule > 0).sum())
    return float(np.mean(shares))


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--first", default=os.path.join(WORK, "gland.pt"))
    arguments.add_argument("--second", default=os.path.join(WORK, "gland-final.pt"))
    arguments.add_argument("--share", type=float, default=0.8)
    arguments.add_argument("--export", default=os.path.join(WORK, "gland.onnx"))
    given = arguments.parse_args()
    torch.set_num_threads(1)
    first, second = torch.load(given.first)["ema"], torch.load(given.second)["ema"]
    frames, masks, index = load("tg3k")
    watch = [i for i, row in enumerate(index) if row["group"] == "choose"][::3]
    tn5000, nodules, _ = load("tn5000")
    net = GlandNet().to(memory_format=torch.channels_last)
    for share in (0.0, given.share, 1.0):
        mixed = {
            key: value * (1 - share) + second[key] * share if value.dtype.is_floating_point else second[key]
            for key, value in first.items()
        }
        net.load_state_dict(mixed)
        dice = mean_dice(net, frames[watch], masks[watch])
        cover = nodule_cover(net, tn5000[::50], nodules[::50])
        print(f"share {share}: TG3K block Dice {dice:.4f}, nodule cover {cover:.3f}", flush=True)
        if share == given.share:
            export(GlandForProduct(net), given.export, ["probability"])


if __name__ == "__main__":
    main()
