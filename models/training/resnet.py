"""ResNet18 and ResNet34 (He et al. 2016, table 1) for one grey channel, with a width factor.

Written from the paper. Width 1.0 has its channel counts (64, 128, 256, 512); the shipped `compact` files have
half of them, which is what two processor cores can train and a laptop can run.
"""

import torch
import torch.nn as nn

BLOCKS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3)}


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(outputs)
        # A block's last norm starts at a small gain, so that a deep network begins almost as a shallow one.
        nn.init.constant_(self.norm2.weight, 0.2)
        self.shortcut = None
        if stride > 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        kept = x if self.shortcut is None else self.shortcut(x)
        x = torch.relu_(self.norm1(self.conv1(x)))
        return torch.relu_(self.norm2(self.conv2(x)) + kept)


class ResNet(nn.Module):
    """Grey frame [n,1,s,s] in 0..1 → features at five scales, strides 2, 4, 8, 16, 32.

    `enhance(scale, block, features)` is called after every block (scale 0 is the stem); what it returns goes on.
    """

    def __init__(self, depth=18, width=1.0):
        super().__init__()
        channels = [max(8, int(round(c * width / 8)) * 8) for c in (64, 64, 128, 256, 512)]
        self.channels = tuple(channels)
        self.stem = nn.Sequential(
            nn.Conv2d(1, channels[0], 7, 2, 3, bias=False), nn.BatchNorm2d(channels[0]), nn.ReLU(inplace=True)
        )
        self.pool = nn.MaxPool2d(3, 2, 1)
        self.layers = nn.ModuleList()
        for at, count in enumerate(BLOCKS[depth]):
            layer = nn.ModuleList()
            for block in range(count):
                inputs = channels[at] if block == 0 else channels[at + 1]
                layer.append(BasicBlock(inputs, channels[at + 1], 2 if block == 0 and at > 0 else 1))
            self.layers.append(layer)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")

    def forward(self, frame, enhance=None):
        # Centred on the mean grey of a standardised crop, so that the first layer starts in its range.
        x = self.stem((frame - 0.3) * 4)
        if enhance is not None:
            x = enhance(0, 0, x)
        features = [x]
        x = self.pool(x)
        for scale, layer in enumerate(self.layers, 1):
            for at, block in enumerate(layer):
                x = block(x)
                if enhance is not None:
                    x = enhance(scale, len(layer) - 1 - at, x)
            features.append(x)
        return features
