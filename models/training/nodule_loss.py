"""Losses of the nodule network: task-aligned assignment (TOOD, Feng et al. 2021), CIoU (Zheng et al. 2020),
distribution focal loss (Li et al. 2020), mask BCE + Dice inside the box (YOLACT), auxiliary dense BCE + Dice."""

import math

import torch
import torch.nn.functional as F

from nodule_net import BINS, anchors, decode

TOP = 10
SCORE_POWER, IOU_POWER = 0.5, 6.0
MASKS_PER_IMAGE = 12


def iou(a, b, complete=False):
    """IoU of corner boxes that broadcast; `complete` subtracts CIoU's centre and aspect terms."""
    left_top = torch.maximum(a[..., :2], b[..., :2])
    right_bottom = torch.minimum(a[..., 2:], b[..., 2:])
    overlap = (right_bottom - left_top).clamp(min=0).prod(-1)
    size_a, size_b = (a[..., 2:] - a[..., :2]).clamp(min=1e-3), (b[..., 2:] - b[..., :2]).clamp(min=1e-3)
    value = overlap / (size_a.prod(-1) + size_b.prod(-1) - overlap + 1e-6)
    if not complete:
        return value
    hull = torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])
    apart = ((a[..., :2] + a[..., 2:] - b[..., :2] - b[..., 2:]) / 2).pow(2).sum(-1)
    angle = torch.atan(size_a[..., 0] / size_a[..., 1]) - torch.atan(size_b[..., 0] / size_b[..., 1])
    aspect = 4 / math.pi**2 * angle.pow(2)
    with torch.no_grad():
        share = aspect / (1 - value + aspect + 1e-6)
    return value - apart / (hull.pow(2).sum(-1) + 1e-6) - share * aspect


@torch.no_grad()
def assign(score, corners, boxes, centres):
    """For one image: the nodule of each anchor (-1 none) and its target score 0..1.

    score [A] 0..1, corners [A,4], boxes [g,4].
    """
    count = len(centres)
    owner = torch.full((count,), -1, dtype=torch.long)
    target = torch.zeros(count)
    if not len(boxes):
        return owner, target
    x, y = centres[None, :, 0], centres[None, :, 1]
    edges = torch.stack([x - boxes[:, 0:1], y - boxes[:, 1:2], boxes[:, 2:3] - x, boxes[:, 3:4] - y])
    inside = edges.amin(0) > 0
    overlap = iou(corners[None], boxes[:, None]) * inside
    metric = score[None].pow(SCORE_POWER) * overlap.pow(IOU_POWER) + 1e-12 * inside
    best = metric.topk(min(TOP, count), 1).indices
    chosen = torch.zeros_like(inside).scatter_(1, best, True) & inside
    # An anchor claimed by two nodules goes to the one it overlaps more.
    claimed = torch.where(chosen, overlap, torch.full_like(overlap, -1.0))
    value, who = claimed.max(0)
    taken = value >= 0
    owner[taken] = who[taken]
    metric = metric * chosen
    scale = (overlap * chosen).amax(1) / (metric.amax(1) + 1e-12)
    target[taken] = (metric * scale[:, None])[who[taken], torch.arange(count)[taken]]
    return owner, target.clamp(0, 1)


def distribution_loss(logits, distance):
    """Cross entropy to the two bins around the true distance. logits [m,4,BINS], distance [m,4] in strides."""
    distance = distance.clamp(0, BINS - 1.01)
    low = distance.long()
    share = distance - low
    log = logits.log_softmax(2)
    lower = log.gather(2, low[..., None])[..., 0]
    upper = log.gather(2, (low + 1)[..., None])[..., 0]
    return -(lower * (1 - share) + upper * share).mean(1)


def loss_of(outputs, boxes, masks, weights, size):
    """boxes: list of [g,4] corners; masks: list of [g,s/4,s/4]; weights [n]: trust in each image's mask shape."""
    raw, score, coefficients, prototypes, dense = outputs
    centres, strides = anchors(size)
    corners = decode(raw, centres, strides)
    probability = score.detach().sigmoid()
    assigned = [assign(probability[i], corners[i].detach(), boxes[i], centres) for i in range(len(boxes))]
    target = torch.stack([t for _, t in assigned])
    total = target.sum().clamp(min=1.0)
    class_loss = F.binary_cross_entropy_with_logits(score, target, reduction="sum") / total

    box_loss, bins_loss, mask_loss, shaped = raw.sum() * 0, raw.sum() * 0, raw.sum() * 0, 0.0
    for i, (owner, wanted) in enumerate(assigned):
        at = (owner >= 0).nonzero()[:, 0]
        if not len(at):
            continue
        truth, trust = boxes[i][owner[at]], wanted[at]
        box_loss = box_loss + ((1 - iou(corners[i, at], truth, complete=True)) * trust).sum() / total
        low = (centres[at] - truth[:, :2]) / strides[at, None]
        high = (truth[:, 2:] - centres[at]) / strides[at, None]
        logits = raw[i].view(4, BINS, -1)[:, :, at].permute(2, 0, 1)
        bins_loss = bins_loss + (distribution_loss(logits, torch.cat([low, high], 1)) * trust).sum() / total
        picked = at[trust.topk(min(MASKS_PER_IMAGE, len(at))).indices]
        mask_loss = mask_loss + weights[i] * masks_loss(
            coefficients[i, :, picked], prototypes[i], boxes[i][owner[picked]], masks[i][owner[picked]], size
        )
        shaped += float(weights[i])
    mask_loss = mask_loss / max(shaped, 1.0)

    union = torch.stack([m.amax(0) if len(m) else torch.zeros(dense.shape[-2:]) for m in masks])
    p = dense[:, 0].sigmoid()
    dice = 1 - (2 * (p * union).sum((1, 2)) + 1) / (p.sum((1, 2)) + union.sum((1, 2)) + 1)
    dense_loss = 2 * F.binary_cross_entropy_with_logits(dense[:, 0], union) + dice.mean()
    parts = (7.5 * box_loss, 1.5 * bins_loss, 1.0 * class_loss, 2.0 * mask_loss, dense_loss)
    return sum(parts), [float(part) for part in parts]


def masks_loss(coefficients, prototypes, boxes, masks, size):
    """BCE averaged over the box's pixels plus Dice, for each of one image's chosen anchors; mean over them."""
    side = prototypes.shape[-1]
    logits = (coefficients.t() @ prototypes.flatten(1)).view(-1, side, side)
    at = (torch.arange(side) + 0.5) * (size / side)
    across = (at[None] > boxes[:, 0:1] - 4) & (at[None] < boxes[:, 2:3] + 4)
    down = (at[None] > boxes[:, 1:2] - 4) & (at[None] < boxes[:, 3:4] + 4)
    inside = (down[:, :, None] & across[:, None, :]).float()
    area = inside.sum((1, 2)).clamp(min=1)
    bce = (F.binary_cross_entropy_with_logits(logits, masks, reduction="none") * inside).sum((1, 2)) / area
    p = logits.sigmoid() * inside
    dice = 1 - (2 * (p * masks).sum((1, 2)) + 1) / (p.sum((1, 2)) + (masks * inside).sum((1, 2)) + 1)
    return (bce + dice).mean()
