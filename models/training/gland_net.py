"""U-Net++ for the gland: nested skip connections and deep supervision (Zhou et al. 2018) on EfficientNet-Lite0."""

import torch
import torch.nn as nn
import torch.nn.functional as F

from backbone import Backbone

# Channels of the nested nodes at strides 2, 4, 8, 16, 32.
WIDTHS = (16, 24, 40, 64, 96)


def node(inputs, outputs):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True))


def double(x):
    return F.interpolate(x, scale_factor=2.0, mode="bilinear", align_corners=False)


class GlandNet(nn.Module):
    """Frame [n,1,s,s] in 0..1 → logits [n,1,s/2,s/2] of the four full-resolution nodes, the last the best."""

    def __init__(self, backbone=None):
        super().__init__()
        self.backbone = backbone or Backbone()
        pairs = zip(Backbone.channels, WIDTHS)
        self.reduce = nn.ModuleList(
            nn.Sequential(nn.Conv2d(i, o, 1, bias=False), nn.BatchNorm2d(o), nn.ReLU(True)) for i, o in pairs
        )
        self.nodes = nn.ModuleDict()
        for column in range(1, 5):
            for level in range(5 - column):
                inputs = WIDTHS[level] * column + WIDTHS[level + 1]
                self.nodes[f"x{level}_{column}"] = node(inputs, WIDTHS[level])
        self.heads = nn.ModuleList(nn.Conv2d(WIDTHS[0], 1, 1) for _ in range(4))

    def forward(self, frame):
        return self.decode(self.backbone(frame))

    def decode(self, features):
        rows = [[reduce(f)] for reduce, f in zip(self.reduce, features)]
        for column in range(1, 5):
            for level in range(5 - column):
                below = double(rows[level + 1][column - 1])
                rows[level].append(self.nodes[f"x{level}_{column}"](torch.cat([*rows[level], below], 1)))
        return [head(x) for head, x in zip(self.heads, rows[0][1:])]


class GlandForProduct(nn.Module):
    """What is exported: the probability at input resolution, last two nodes averaged."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, frame):
        logits = self.net(frame)
        return torch.sigmoid(double((logits[-1] + logits[-2]) * 0.5))
