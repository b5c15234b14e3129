"""Tells a stained needle smear like those of the training from anything else, inside basic.onnx.

Basic's fixed blocks (ImageNet's, the same for every fold and the shipped network) describe the whole field; the means
and deviations of their 192 channels go through a Mahalanobis distance whose covariance has 1 added to every direction
of the standardised features, so that the few hundred smears do not decide about directions in which they hardly vary.
Fitted on smears only: what it turns away it never saw (`npm run evaluate:cytology -- --part typicality`).
"""

import numpy as np
import torch
import torch.nn as nn

RIDGE = 1.0
SMALLEST = 1e-3


def pooled(maps):
    """Maps of the fixed blocks [n,192,h,w] → [n,384]: mean and deviation of every channel over the field."""
    mean = maps.mean((2, 3))
    square = (maps * maps).mean((2, 3))
    return torch.cat([mean, (square - mean * mean).clamp(min=0).sqrt()], 1)


def fit(features):
    """What `distance` needs, from the pooled features of smears [n,384]."""
    mean, deviation = features.mean(0), features.std(0) + SMALLEST
    _, scale, axes = np.linalg.svd((features - mean) / deviation, full_matrices=False)
    weight = 1 / np.sqrt(scale**2 / len(features) + RIDGE)
    return {"mean": mean, "turn": (axes.T * weight) / deviation[:, None]}


def distance(features, fitted):
    """[n,384] → [n]: root mean square over the directions; comparable between fits."""
    return np.sqrt((((features - fitted["mean"]) @ fitted["turn"]) ** 2).mean(1))


class BasicForProduct(nn.Module):
    """What is exported: logits [n,classes], embedding [n,1280] and the distance `unlike` [n,1]."""

    def __init__(self, basic, fitted):
        super().__init__()
        self.basic = basic
        self.register_buffer("mean", torch.from_numpy(fitted["mean"].astype(np.float32)))
        self.register_buffer("turn", torch.from_numpy(fitted["turn"].astype(np.float32)))

    def forward(self, pictures):
        maps = self.basic.backbone.early(pictures)
        embedding = self.basic.backbone.late(maps)
        unlike = (((pooled(maps) - self.mean) @ self.turn) ** 2).mean(1, keepdim=True).sqrt()
        return self.basic.linear(embedding), embedding, unlike
