"""Averages the gland's stages into one network: the weights of NAME=SHARE …, shares adding up to 1.

Each stage after the first learned something new (a nodule belongs to the gland; what a capsule looks like beside
one) and lost a little on TG3K; the average keeps most of both (Wortsman et al. 2022, model soups). Shares are
compared on training-side images only: TG3K's block 2144–2293, the cover of TN5000 training nodules, phantoms set
aside. Every mixture given is printed; the last one is written to work/gland-soup.pt for typicality.py.
"""

import argparse
import os

import numpy as np
import torch

from data import WORK, load
from gland import load_phantoms, mean_dice
from gland_net import GlandForProduct, GlandNet


@torch.no_grad()
def nodule_cover(net, frames, nodules):
    """Mean share of the nodule's ellipse that the gland covers."""
    net.eval()
    product, shares = GlandForProduct(net), []
    for frame, nodule in zip(frames, nodules):
        p = product(torch.from_numpy(np.array(frame)).float()[None, None] / 255)[0, 0].numpy()
        shares.append(((p > 0.5) & (nodule > 0)).sum() / (nodule > 0).sum())
    return float(np.mean(shares))


def mixture(text):
    """'gland=0.2,gland-paste=0.8' → the averaged state."""
    parts = [part.split("=") for part in text.split(",")]
    states = [(torch.load(os.path.join(WORK, f"{name}.pt"))["ema"], float(share)) for name, share in parts]
    if abs(sum(share for _, share in states) - 1) > 1e-6:
        raise SystemExit(f"the shares of {text} do not add up to 1")
    return {
        key: sum(state[key] * share for state, share in states) if value.dtype.is_floating_point else value
        for key, value in states[0][0].items()
    }


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("mixtures", nargs="+", help="NAME=SHARE,NAME=SHARE …")
    given = arguments.parse_args()
    torch.set_num_threads(2)
    frames, masks, index = load("tg3k")
    watch = [i for i, row in enumerate(index) if row["group"] == "choose"][::3]
    tn5000, nodules, _ = load("tn5000")
    _, phantoms = load_phantoms()
    net = GlandNet().to(memory_format=torch.channels_last)
    for text in given.mixtures:
        state = mixture(text)
        net.load_state_dict(state)
        dice = mean_dice(net, frames[watch], masks[watch])
        cover = nodule_cover(net, tn5000[::50], nodules[::50])
        print(f"{text}: TG3K block Dice {dice:.4f}, nodule cover {cover:.3f}, phantoms {mean_dice(net, *phantoms):.4f}", flush=True)
    torch.save({"ema": state}, os.path.join(WORK, "gland-soup.pt"))


if __name__ == "__main__":
    main()
