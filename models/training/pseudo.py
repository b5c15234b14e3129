"""Pseudo labels for the gland on TN5000 and DDTI training frames, whose nodules are drawn but whose glands are not.

TG3K shows glands without nodules, so a network trained on it alone leaves a bite where a nodule lies. Here the
first network's gland and the drawn nodule are joined; where the network is unsure, the pixel is unknown (2) and
does not count in the loss. Frames where the found gland does not even touch the nodule are left out at first.
"""

import argparse
import os
import random

import numpy as np
import torch
from scipy import ndimage

from data import WORK, load
from gland_net import GlandForProduct, GlandNet

SURE, UNSURE = 0.75, 0.25
CLOSING = ndimage.iterate_structure(ndimage.generate_binary_structure(2, 1), 5)


def label_of(probability, nodule, keep_all):
    """0 outside, 1 gland, 2 unknown.

    None when the gland found has nothing to do with the nodule; with `keep_all`, such a frame teaches that the
    nodule is gland, and everything within 20 pixels of it or unsure is unknown.
    """
    if not nodule.any():
        return None
    ring = ndimage.binary_dilation(nodule, iterations=8) & ~nodule
    found = probability > 0.5
    unsure = (probability > UNSURE) & (probability < SURE) & ~nodule
    if found[ring].mean() < 0.12:
        if not keep_all:
            return None
        label = nodule.astype(np.uint8)
        label[(ndimage.binary_dilation(nodule, iterations=20) & ~nodule) | unsure | (found & ~nodule)] = 2
        return label
    joined = ndimage.binary_closing(found | nodule, CLOSING)
    parts, count = ndimage.label(joined)
    sizes = ndimage.sum(joined, parts, range(1, count + 1))
    large = np.isin(parts, 1 + np.flatnonzero(sizes >= 0.1 * sizes.max()))
    gland = ndimage.binary_fill_holes(joined & large)
    label = gland.astype(np.uint8)
    unsure |= joined & ~large
    unsure |= gland & ~nodule & ~found
    unsure |= ndimage.binary_dilation(nodule, iterations=3) & ~gland
    label[unsure] = 2
    return label


@torch.no_grad()
def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--start", default=os.path.join(WORK, "gland.pt"))
    arguments.add_argument("--frames", type=int, default=1400)
    arguments.add_argument("--keep-all", action="store_true")
    arguments.add_argument("--export", default=os.path.join(WORK, "pseudo.npz"))
    given = arguments.parse_args()
    torch.set_num_threads(1)
    net = GlandNet().to(memory_format=torch.channels_last)
    net.load_state_dict(torch.load(given.start)["ema"])
    net.eval()
    product = GlandForProduct(net)
    rng = random.Random(5)
    kept, labels, asked = [], [], 0
    for name in ("tn5000", "ddti"):
        frames, masks, index = load(name)
        chosen = sorted(rng.sample(range(len(index)), min(given.frames, len(index))))
        for at in range(0, len(chosen), 16):
            some = chosen[at : at + 16]
            x = torch.from_numpy(frames[some]).float()[:, None] / 255
            p = (product(x) + product(x.flip(3)).flip(3)) / 2
            for i, probability in zip(some, p[:, 0].numpy()):
                asked += 1
                label = label_of(probability, masks[i] > 0, given.keep_all)
                if label is not None:
                    kept.append(np.array(frames[i]))
                    labels.append(label)
    np.savez(given.export, frames=np.stack(kept), masks=np.stack(labels))
    print(f"{len(kept)} of {asked} frames given a gland label")


if __name__ == "__main__":
    main()
