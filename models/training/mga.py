"""MGA-Net (papers/001): ResNet34 classifier whose features a ResNet18 U-Net's nodule mask guides at five scales.

Section 2.3.2, with M the U-Net's mask resized to the features (bilinear) and min-max normalised per picture:
    spatial  F_s = F · M
    channel  F_c = F · σ(MLP(GAP(F · M)))
    output   F + F_s + F_c
The two branches stand side by side and are summed with the features that came in (the paper's "parallel").
"""

import torch
import torch.nn as nn
import torch.nn.functional as F

from resnet import ResNet

NORMALISATION_EPSILON = 1e-6
VARIANTS = ("mga", "base", "channel", "spatial", "serial", "every-block", "-L0", "-L1", "-L2", "-L3", "-L4")


class Up(nn.Module):
    """Twice the size, beside the encoder's features of that size, two convolutions."""

    def __init__(self, inputs, skip, outputs):
        super().__init__()
        layers = []
        for count in (inputs + skip, outputs):
            layers += [nn.Conv2d(count, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]
        self.convolutions = nn.Sequential(*layers)

    def forward(self, x, skip):
        x = F.interpolate(x, size=skip.shape[2:], mode="bilinear", align_corners=False)
        return self.convolutions(torch.cat([x, skip], 1))


class MaskNet(nn.Module):
    """U-Net with a ResNet18 encoder: frame [n,1,s,s] → logits of the nodule's mask [n,1,s,s].

    `share` below 1 runs it on the picture reduced to that share: the finest features the mask guides have half
    the picture's resolution, so half is enough for them at a quarter of the cost.
    """

    def __init__(self, width=1.0, share=1.0):
        super().__init__()
        self.share = share
        self.encoder = ResNet(18, width)
        channels = self.encoder.channels
        outputs = [max(8, c // 2) for c in channels[:4]]
        self.ups = nn.ModuleList()
        below = channels[4]
        for skip, out in zip(channels[3::-1], outputs[::-1]):
            self.ups.append(Up(below, skip, out))
            below = out
        self.head = nn.Conv2d(below, 1, 1)

    def forward(self, frame):
        x = frame if self.share == 1 else F.interpolate(frame, scale_factor=self.share, mode="bilinear", align_corners=False)
        *skips, x = self.encoder(x)
        for up, skip in zip(self.ups, skips[::-1]):
            x = up(x, skip)
        return F.interpolate(self.head(x).float(), size=frame.shape[2:], mode="bilinear", align_corners=False)


class MaskGuided(nn.Module):
    """The feature enhancement of section 2.3.2 for one scale; `kind` mga, channel, spatial or serial."""

    def __init__(self, channels, kind, reduction=8):
        super().__init__()
        self.kind = kind
        if kind != "spatial":
            middle = max(8, channels // reduction)
            self.mlp = nn.Sequential(nn.Linear(channels, middle), nn.ReLU(), nn.Linear(middle, channels))

    def coefficients(self, features, mask):
        return torch.sigmoid(self.mlp((features * mask).mean((2, 3))))[:, :, None, None]

    def forward(self, features, mask):
        mask = normalised(F.interpolate(mask, size=features.shape[2:], mode="bilinear", align_corners=False))
        mask = mask.to(features.dtype)
        if self.kind == "channel":
            return features + features * self.coefficients(features, mask)
        if self.kind == "spatial":
            return features + features * mask
        if self.kind == "serial":
            features = features + features * mask
            return features + features * self.coefficients(features, mask)
        return features + features * mask + features * self.coefficients(features, mask)


def normalised(mask):
    """Min-max to 0..1, each picture by itself."""
    low, high = mask.amin((2, 3), keepdim=True), mask.amax((2, 3), keepdim=True)
    return (mask - low) / (high - low + NORMALISATION_EPSILON)


class MgaNet(nn.Module):
    """frame [n,1,s,s] → (class scores [n,2] before the softmax, mask logits [n,1,s,s] or None, last features)."""

    def __init__(self, width=1.0, mask_share=1.0, variant="mga", dropout=0.3):
        super().__init__()
        if variant not in VARIANTS:
            raise ValueError(f"unknown variant {variant}: one of {', '.join(VARIANTS)}")
        self.variant = variant
        self.features = ResNet(34, width)
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(self.features.channels[-1], 2)
        self.mask_net, self.guides = None, nn.ModuleDict()
        if variant == "base":
            return
        self.mask_net = MaskNet(width, mask_share)
        kind = variant if variant in ("channel", "spatial", "serial") else "mga"
        for scale, channels in enumerate(self.features.channels):
            if variant == f"-L{scale}":
                continue
            blocks = [0] if scale == 0 or variant != "every-block" else range(len(self.features.layers[scale - 1]))
            for remaining in blocks:
                self.guides[f"{scale}-{remaining}"] = MaskGuided(channels, kind)

    def forward(self, frame):
        logits = self.mask_net(frame) if self.mask_net is not None else None
        last = self.features(frame, self.guide(logits))[-1]
        return self.head(self.drop(last.mean((2, 3)))), logits, last

    def guide(self, logits):
        """The function a ResNet calls after every block (scale, blocks left in the layer, features)."""
        if logits is None:
            return None
        mask = torch.sigmoid(logits)

        def enhance(scale, remaining, features):
            key = f"{scale}-{remaining}"
            return self.guides[key](features, mask) if key in self.guides else features

        return enhance


def grow(net, saved):
    """Starts the ResNet34 of `net` from a trained ResNet18's weights: its blocks come first, the added ones begin
    as near-identities (their last norm's gain is 0)."""
    with torch.no_grad():
        own = net.state_dict()
        for name, value in saved.items():
            if name in own and own[name].shape == value.shape:
                own[name].copy_(value)
        for depth18, layer in zip((2, 2, 2, 2), net.layers):
            for block in list(layer)[depth18:]:
                nn.init.zeros_(block.norm2.weight)


class ForProduct(nn.Module):
    """frame [1,1,s,s] → logit [1], cam [1,h,w], mask [1,s,s]; crop and mirror image averaged.

    logit: log-odds of malignant. cam: Grad-CAM of the logit at the last features, closed form as in resnet_focal.py,
    in logits. mask: the U-Net's probability of nodule.
    """

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, frame):
        scores, mask, last = self.net(torch.cat([frame, frame.flip(3)], 0))
        weight = self.net.head.weight[1] - self.net.head.weight[0]
        logit = (scores[:, 1] - scores[:, 0]).mean(0, keepdim=True)
        cam = (last * weight[None, :, None, None]).sum(1).relu()
        cam = (cam[:1] + cam[1:].flip(2)) / 2
        if mask is None:
            return logit, cam
        mask = torch.sigmoid(mask[:, 0])
        return logit, cam, (mask[:1] + mask[1:].flip(2)) / 2
