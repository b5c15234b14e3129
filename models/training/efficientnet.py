"""EfficientNet (Tan and Le 2019) with its compound scaling, for CSASN's published configuration. From scratch.

The shipped networks use EfficientNet-Lite0 (backbone.py): no licensed package carries ImageNet weights of B2.
"""

import math

import torch
import torch.nn as nn

# expand, kernel, stride, out, repeats: table 1 of the paper (B0)
STAGES = [
    (1, 3, 1, 16, 1),
    (6, 3, 2, 24, 2),
    (6, 5, 2, 40, 2),
    (6, 3, 2, 80, 3),
    (6, 5, 1, 112, 3),
    (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
]
# width and depth of B0 … B2 (compound coefficient 0 … 2)
SCALING = {"b0": (1.0, 1.0), "b1": (1.0, 1.1), "b2": (1.1, 1.2)}


def scaled(channels, width):
    """Channels × width, rounded to a multiple of 8 and never down by more than a tenth."""
    wide = channels * width
    rounded = max(8, int(wide + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * wide else rounded


def block(inputs, outputs, kernel=1, stride=1, groups=1, active=True):
    layers = [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(outputs, 1e-3)]
    return nn.Sequential(*layers, nn.SiLU()) if active else nn.Sequential(*layers)


class InvertedResidual(nn.Module):
    def __init__(self, inputs, outputs, expand, kernel, stride):
        super().__init__()
        middle, squeezed = inputs * expand, max(1, inputs // 4)
        self.expand = block(inputs, middle) if expand > 1 else nn.Identity()
        self.depthwise = block(middle, middle, kernel, stride, groups=middle)
        self.squeeze = nn.Sequential(nn.Conv2d(middle, squeezed, 1), nn.SiLU(), nn.Conv2d(squeezed, middle, 1), nn.Sigmoid())
        self.project = block(middle, outputs, active=False)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x):
        y = self.depthwise(self.expand(x))
        y = self.project(y * self.squeeze(y.mean((2, 3), keepdim=True)))
        return x + y if self.residual else y


class EfficientNet(nn.Module):
    """[n,inputs,s,s] → features at strides 2, 4, 8, 16 and, after the head convolution, 32."""

    def __init__(self, name="b2", inputs=2):
        super().__init__()
        width, depth = SCALING[name]
        channels = scaled(32, width)
        self.stem = block(inputs, channels, 3, 2)
        blocks, self.taps, taps = [], [], []
        for stage, (expand, kernel, stride, outputs, repeats) in enumerate(STAGES):
            outputs = scaled(outputs, width)
            for repeat in range(math.ceil(repeats * depth)):
                blocks.append(InvertedResidual(channels, outputs, expand, kernel, stride if repeat == 0 else 1))
                channels = outputs
            if stage in (0, 1, 2, 4):
                self.taps.append(len(blocks) - 1)
                taps.append(outputs)
        self.blocks = nn.ModuleList(blocks)
        head = scaled(1280, width)
        self.head = block(channels, head)
        self.channels = (*taps, head)

    def forward(self, x):
        x = self.stem(x)
        features = []
        for at, one in enumerate(self.blocks):
            x = one(x)
            if at in self.taps:
                features.append(x)
        return [*features, self.head(x)]
