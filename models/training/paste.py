"""Pastes drawn nodules into TG3K frames, so that the gland network sees nodules whose gland is known exactly.

TG3K draws glands but shows no nodules; TN5000 and DDTI draw nodules but no glands. A nodule moved from one to the
other (Ghiasi et al. 2021, copy-paste augmentation) gives both: the gland is then the drawn gland and the nodule
together. Shadow or enhancement below the nodule follows, since those are what the network took for the capsule.
"""

import numpy as np
from scipy import ndimage

FEWEST_PIXELS = 150
SIDE = 256


def paste_nodule(rng, frame, gland, donor, nodule):
    """frame, gland, donor, nodule: [256,256] uint8 (masks 0 or 1). Returns (frame, gland) with the nodule in it.

    The frame comes back unchanged where there is no gland to speak of, or no place for the nodule is found.
    """
    area = int(gland.sum())
    if area < 4 * FEWEST_PIXELS or nodule.sum() < FEWEST_PIXELS:
        return frame, gland
    rows, columns = np.flatnonzero(nodule.any(1)), np.flatnonzero(nodule.any(0))
    margin = 6
    box = (
        slice(max(0, rows[0] - margin), rows[-1] + margin + 1),
        slice(max(0, columns[0] - margin), columns[-1] + margin + 1),
    )
    wanted = area * np.exp(rng.uniform(np.log(0.06), np.log(0.55)))
    zoom = float(np.clip(np.sqrt(wanted / nodule.sum()), 0.3, 2.2))
    patch = ndimage.zoom(donor[box].astype(np.float32), zoom, order=1)
    shape = ndimage.zoom(nodule[box].astype(np.float32), zoom, order=1) > 0.5
    if rng.random() < 0.5:
        patch, shape = patch[:, ::-1], shape[:, ::-1]
    height, width = shape.shape
    if height >= SIDE or width >= SIDE or not shape.any():
        return frame, gland
    inside = np.flatnonzero(gland)
    for _ in range(8):
        y, x = divmod(inside[rng.randrange(len(inside))], SIDE)
        top, left = y - height // 2, x - width // 2
        if top < 0 or left < 0 or top + height > SIDE or left + width > SIDE:
            continue
        window = (slice(top, top + height), slice(left, left + width))
        within = (gland[window] > 0)[shape].mean()
        if within >= 0.7:
            return blend(rng, frame, gland, patch, shape, window)
    return frame, gland


def blend(rng, frame, gland, patch, shape, window):
    """The nodule with a soft edge and its surroundings' brightness, what lies below it shadowed or enhanced."""
    out = frame.astype(np.float32)
    ring = ndimage.binary_dilation(shape, iterations=5) & ~shape
    around, own = out[window][ring].mean() + 5, patch[ring].mean() + 5
    patch = patch * float(np.clip(around / own, 0.6, 1.6)) * rng.uniform(0.85, 1.15)
    placed = np.zeros((SIDE, SIDE), bool)
    placed[window] = shape
    dark = patch[shape].mean() < 0.6 * around
    chance = rng.random()
    if chance < 0.6:
        strength = rng.uniform(1.15, 1.6) if dark and chance < 0.4 else rng.uniform(0.15, 0.8)
        below = np.maximum.accumulate(placed, 0) & ~placed
        below = ndimage.gaussian_filter(below.astype(np.float32), (1.5, rng.uniform(1.5, 4)))
        out = out * (1 + (strength - 1) * below)
    alpha = ndimage.gaussian_filter(shape.astype(np.float32), rng.uniform(0.7, 2))
    out[window] = alpha * patch + (1 - alpha) * out[window]
    whole = (gland > 0) | placed
    # A nodule that bulges lifts the capsule over its shoulders instead of leaving notches beside itself.
    whole |= ndimage.binary_closing(np.pad(whole, 8), iterations=4)[8:-8, 8:-8]
    return np.clip(out, 0, 255).astype(np.uint8), whole.astype(np.uint8)
