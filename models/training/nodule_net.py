"""YOLOv8-style instance segmentation of nodules, written from the published descriptions.

Anchor-free decoupled heads on a PAN neck at strides 8, 16, 32 (YOLOv8's layout), distribution focal box
regression (Li et al. 2020), 32 mask coefficients against prototypes at stride 4 (YOLACT, Bolya et al. 2019).
The features are EfficientNet-Lite0's. One class.
"""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from backbone import Backbone

STRIDES = (8, 16, 32)
BINS = 16
COEFFICIENTS = 32


class Conv(nn.Sequential):
    def __init__(self, inputs, outputs, kernel=3, stride=1):
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
            nn.BatchNorm2d(outputs, momentum=0.05),
            nn.ReLU(True),
        )


class Mix(nn.Module):
    """Joins two maps: 1×1, then two 3×3 with a residual."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.join = Conv(inputs, outputs, 1)
        self.refine = nn.Sequential(Conv(outputs, outputs), Conv(outputs, outputs))

    def forward(self, *maps):
        x = self.join(torch.cat(maps, 1))
        return x + self.refine(x)


def double(x):
    return F.interpolate(x, scale_factor=2.0, mode="nearest")


class Head(nn.Module):
    """Decoupled towers of one level: box distribution, class score, mask coefficients."""

    def __init__(self, inputs, stride):
        super().__init__()
        self.box = nn.Sequential(Conv(inputs, 64), Conv(64, 64), nn.Conv2d(64, 4 * BINS, 1))
        self.score = nn.Sequential(Conv(inputs, 64), Conv(64, 64), nn.Conv2d(64, 1, 1))
        self.coefficients = nn.Sequential(Conv(inputs, 48), nn.Conv2d(48, COEFFICIENTS, 1))
        nn.init.constant_(self.box[-1].bias, 1.0)
        nn.init.constant_(self.score[-1].bias, math.log(2 / (256 / stride) ** 2))

    def forward(self, x):
        return [tower(x).flatten(2) for tower in (self.box, self.score, self.coefficients)]


class NoduleNet(nn.Module):
    """Frame [n,1,s,s] → box distributions [n,64,A], score logits [n,A], coefficients [n,32,A],
    prototypes [n,32,s/4,s/4] and, for training only, dense nodule logits [n,1,s/4,s/4]."""

    def __init__(self, backbone=None):
        super().__init__()
        self.backbone = backbone or Backbone()
        _, c4, c8, c16, c32 = Backbone.channels
        self.lateral5 = Conv(c32, 128, 1)
        self.lateral4 = Conv(c16, 96, 1)
        self.lateral3 = Conv(c8, 64, 1)
        self.down4 = Mix(128 + 96, 96)
        self.down3 = Mix(96 + 64, 64)
        self.stride4 = Conv(64, 64, 3, 2)
        self.up4 = Mix(64 + 96, 96)
        self.stride5 = Conv(96, 96, 3, 2)
        self.up5 = Mix(96 + 128, 128)
        self.heads = nn.ModuleList(Head(c, s) for c, s in zip((64, 96, 128), STRIDES))
        self.fine = Conv(c4, 24, 1)
        self.proto = nn.Sequential(Conv(64 + 24, 48), Conv(48, 48))
        self.prototypes = nn.Conv2d(48, COEFFICIENTS, 1)
        self.dense = nn.Conv2d(48, 1, 1)

    def forward(self, frame):
        _, f4, f8, f16, f32 = self.backbone(frame)
        l5, l4, l3 = self.lateral5(f32), self.lateral4(f16), self.lateral3(f8)
        d4 = self.down4(double(l5), l4)
        p3 = self.down3(double(d4), l3)
        p4 = self.up4(self.stride4(p3), d4)
        p5 = self.up5(self.stride5(p4), l5)
        parts = [head(x) for head, x in zip(self.heads, (p3, p4, p5))]
        box, score, coefficients = (torch.cat([p[i] for p in parts], 2) for i in range(3))
        proto = self.proto(torch.cat([double(p3), self.fine(f4)], 1))
        return box, score[:, 0], coefficients, self.prototypes(proto), self.dense(proto)


def anchors(size):
    """Anchor centres [A,2] in input pixels and the stride of each [A]."""
    centres, strides = [], []
    for stride in STRIDES:
        at = (torch.arange(size // stride) + 0.5) * stride
        y, x = torch.meshgrid(at, at, indexing="ij")
        centres.append(torch.stack([x.flatten(), y.flatten()], 1))
        strides.append(torch.full((x.numel(),), float(stride)))
    return torch.cat(centres), torch.cat(strides)


def decode(box, centres, strides):
    """Box distributions [n,64,A] → corners [n,A,4] (left, top, right, bottom) in input pixels."""
    n, _, count = box.shape
    steps = torch.arange(BINS, dtype=box.dtype)
    distance = (box.view(n, 4, BINS, count).softmax(2) * steps[None, None, :, None]).sum(2) * strides
    x, y = centres[:, 0], centres[:, 1]
    return torch.stack([x - distance[:, 0], y - distance[:, 1], x + distance[:, 2], y + distance[:, 3]], 2)


class NoduleForProduct(nn.Module):
    """What is exported: boxes [n,4,A] as centre and size in input pixels, scores 0..1, coefficients, prototypes."""

    def __init__(self, net, size=256):
        super().__init__()
        self.net = net
        centres, strides = anchors(size)
        self.register_buffer("centres", centres)
        self.register_buffer("strides", strides)

    def forward(self, frame):
        box, score, coefficients, prototypes, _ = self.net(frame)
        corners = decode(box, self.centres, self.strides)
        low, high = corners[..., :2], corners[..., 2:]
        boxes = torch.cat([(low + high) / 2, high - low], 2).transpose(1, 2)
        return boxes, torch.sigmoid(score), coefficients, prototypes
