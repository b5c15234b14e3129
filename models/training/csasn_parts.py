"""CSASN (papers/000): channel-spatial attention synergy network, benign or malignant from the crop around a nodule.

Section 2.1: the crop reaches the network through a band-pass in its 2-D cosine transform. 2.2: EfficientNet and
Vision Transformer branches, concatenated. 2.3: squeeze-and-excitation, then CBAM. 2.4: residual multiscale
classifier. The published sizes (EfficientNet-B2, ViT-Base/16, 1408 + 768 features) are the configuration
`paper`; what ships is `compact`: EfficientNet-Lite0, the one with licensed ImageNet weights in a package, and a
small transformer, both on the same crop.

The band removes what is larger than a fifth of the nodule, its darkness against the gland too, which TI-RADS counts
and the paper's networks never see. So the EfficientNet branch gets the plain picture beside the band-passed one;
the transformer gets the band-passed picture alone, as published.

The paper pools both branches to one vector each, where a spatial attention has nothing to choose from. Here the
branches are concatenated as maps on the same grid (the transformer's patch tokens are its map), attended to as
eq. 3-4 and section 2.3.2 say, and pooled after that.
"""

import functools
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from backbone import Backbone
from efficientnet import EfficientNet

ABLATIONS = ("none", "attention", "efficientnet", "vit")
# Section 2.1: kept radii of the cosine transform of a 224-pixel picture.
BAND_LOW, BAND_HIGH, BAND_SIDE = 10, 100, 224


@functools.lru_cache(maxsize=None)
def cosine_matrix(side):
    """Orthonormal DCT-II as a matrix [side, side]: transform = C x Cᵀ, back = Cᵀ X C."""
    k, n = np.arange(side)[:, None], np.arange(side)[None, :]
    matrix = np.cos(np.pi * (n + 0.5) * k / side) * np.sqrt(2 / side)
    matrix[0] /= np.sqrt(2)
    return torch.from_numpy(matrix.astype(np.float32))


@functools.lru_cache(maxsize=None)
def band_mask(side):
    """1 where the radius of a DCT coefficient lies in the band, scaled from 224 pixels to `side`."""
    at = np.arange(side)
    radius = np.hypot(at[:, None], at[None, :])
    inside = (radius >= BAND_LOW * side / BAND_SIDE) & (radius <= BAND_HIGH * side / BAND_SIDE)
    return torch.from_numpy(inside.astype(np.float32))


class BandPass(nn.Module):
    """Section 2.1: what is left of a picture between the two radii, divided by its usual spread."""

    SPREAD = 0.11

    def forward(self, frame):
        side = int(frame.shape[-1])
        matrix, mask = cosine_matrix(side), band_mask(side)
        spectrum = matrix @ frame.float() @ matrix.t()
        return (matrix.t() @ (spectrum * mask) @ matrix) / self.SPREAD


class TransformerLayer(nn.Module):
    """Pre-norm self-attention and a twofold-to-fourfold wide layer (ViT, Dosovitskiy et al. 2021, eq. 2-3)."""

    def __init__(self, dim, heads, wide, dropout):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.qkv, self.project = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim)
        self.wide, self.narrow = nn.Linear(dim, wide), nn.Linear(wide, dim)
        self.drop = nn.Dropout(dropout)

    def forward(self, x):
        n, tokens, dim = x.shape
        qkv = self.qkv(self.norm1(x)).view(n, tokens, 3, self.heads, dim // self.heads).permute(2, 0, 3, 1, 4)
        scores = qkv[0] @ qkv[1].transpose(-1, -2) / math.sqrt(dim // self.heads)
        y = (scores.softmax(-1) @ qkv[2]).transpose(1, 2).reshape(n, tokens, dim)
        x = x + self.drop(self.project(y))
        return x + self.drop(self.narrow(F.gelu(self.wide(self.norm2(x)))))


class VisionTransformer(nn.Module):
    """Eq. 1: frame [n,1,s,s] → patch tokens as a map [n,dim,s/16,s/16], the class token added to each."""

    def __init__(self, side, dim, depth, heads, wide, dropout=0.1):
        super().__init__()
        self.patches = nn.Conv2d(1, dim, 16, 16)
        self.cells = side // 16
        self.token = nn.Parameter(torch.zeros(1, 1, dim))
        self.place = nn.Parameter(torch.randn(1, dim, self.cells, self.cells) * 0.02)
        self.layers = nn.ModuleList(TransformerLayer(dim, heads, dim * wide, dropout) for _ in range(depth))
        self.norm = nn.LayerNorm(dim)

    def forward(self, frame):
        x = self.patches(frame)
        place = self.place
        if x.shape[2:] != place.shape[2:]:
            place = F.interpolate(place, size=x.shape[2:], mode="bilinear", align_corners=False)
        n, dim, rows, columns = x.shape
        x = torch.cat([self.token.expand(n, -1, -1), (x + place).flatten(2).transpose(1, 2)], 1)
        for layer in self.layers:
            x = layer(x)
        x = self.norm(x)
        patches = x[:, 1:] + x[:, :1]
        return patches.transpose(1, 2).reshape(n, dim, rows, columns)


class SqueezeExcite(nn.Module):
    """Eq. 3-4: s = σ(W₂ ReLU(W₁ GAP(x))), x' = s · x."""

    def __init__(self, channels, reduction=16):
        super().__init__()
        self.w1, self.w2 = nn.Linear(channels, channels // reduction), nn.Linear(channels // reduction, channels)

    def forward(self, x):
        s = torch.sigmoid(self.w2(F.relu(self.w1(x.mean((2, 3))))))
        return x * s[:, :, None, None]


class Cbam(nn.Module):
    """Section 2.3.2: M_s = σ(f⁷ˣ⁷([mean over channels; max over channels])), x'' = M_s · x'. Gives x'' and M_s."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(2, 1, 7, padding=3)

    def forward(self, x):
        attention = torch.sigmoid(self.conv(torch.cat([x.mean(1, keepdim=True), x.amax(1, keepdim=True)], 1)))
        return x * attention, attention


class ResidualMultiscale(nn.Module):
    """Section 2.4, eq. 5-6: F' = LayerNorm(F + heads of self-attention), then 256, 128 and the classes.

    Every token of the pooled pyramid (the whole map and its four quarters: "multiscale") attends to the others;
    the whole map's token goes on. With the published single vector a softmax over one key is always 1.
    """

    def __init__(self, dim, heads=4, classes=2, dropout=0.5):
        super().__init__()
        self.heads = heads
        self.qkv, self.out, self.norm = nn.Linear(dim, 3 * dim), nn.Linear(dim, dim), nn.LayerNorm(dim)
        self.w1, self.n1 = nn.Linear(dim, 256), nn.BatchNorm1d(256)
        self.w2, self.n2 = nn.Linear(256, 128), nn.BatchNorm1d(128)
        self.wc, self.drop = nn.Linear(128, classes), nn.Dropout(dropout)

    def forward(self, x):
        """[n,dim,h,w] → (scores [n,classes] before the softmax, pooled features F' [n,dim])."""
        whole = x.mean((2, 3))[:, None]
        half = int(x.shape[2]) // 2
        quarters = [part.mean((2, 3))[:, None] for rows in (x[:, :, :half], x[:, :, half:]) for part in (rows[..., :half], rows[..., half:])]
        tokens = torch.cat([whole, *quarters], 1)
        n, count, dim = tokens.shape
        qkv = self.qkv(tokens).view(n, count, 3, self.heads, dim // self.heads).permute(2, 0, 3, 1, 4)
        # √D as printed in the paper, D being the whole width.
        weights = (qkv[0] @ qkv[1].transpose(-1, -2) / math.sqrt(dim)).softmax(-1)
        attended = (weights @ qkv[2]).transpose(1, 2).reshape(n, count, dim)
        features = self.norm(tokens + self.out(attended))[:, 0]
        h = self.drop(F.mish(self.n1(self.w1(features))))
        h = self.drop(F.mish(self.n2(self.w2(h))))
        return self.wc(h), features


class LiteBranch(nn.Module):
    """EfficientNet-Lite0: plain and band-passed picture → features at strides 16 and 32.

    ImageNet's layers up to stride 4 stay as they are and see the plain picture; the band-passed one has a stem of
    its own that joins them there, silent at first.
    """

    FIXED_BLOCKS = 3
    channels = (112, 320)

    def __init__(self, backbone):
        super().__init__()
        self.backbone = backbone
        for part in (backbone.stem, *backbone.blocks[: self.FIXED_BLOCKS]):
            part.requires_grad_(False)
        self.band = nn.Sequential(nn.Conv2d(1, 24, 7, 4, 3, bias=False), nn.BatchNorm2d(24))
        nn.init.constant_(self.band[1].weight, 0.1)

    def forward(self, frame, band):
        with torch.set_grad_enabled(False):
            x = self.backbone.stem(frame)
            for block in self.backbone.blocks[: self.FIXED_BLOCKS]:
                x = block(x)
        x = x + self.band(band)
        features = []
        for at, block in enumerate(self.backbone.blocks[self.FIXED_BLOCKS :], self.FIXED_BLOCKS):
            x = block(x)
            if at in self.backbone.taps[-2:]:
                features.append(x)
        return features


class FullBranch(nn.Module):
    """A whole EfficientNet whose first convolution sees both pictures, as two channels."""

    def __init__(self, name):
        super().__init__()
        self.net = EfficientNet(name, 2)
        self.channels = self.net.channels[-2:]

    def forward(self, frame, band):
        return self.net(torch.cat([frame, band], 1))[-2:]


class Csasn(nn.Module):
    """frame [n,1,s,s] in 0..1 → (class scores [n,2] before the softmax, features F' [n,dim], attention [n,1,h,w])."""

    def __init__(self, side=160, efficientnet=None, local=160, dim=128, depth=4, heads=4, wide=3, ablation="none"):
        super().__init__()
        if ablation not in ABLATIONS:
            raise ValueError(f"unknown ablation {ablation}: one of {', '.join(ABLATIONS)}")
        self.ablation, self.band = ablation, BandPass()
        channels = 0
        self.efficientnet = self.vit = None
        if ablation != "efficientnet":
            self.efficientnet = efficientnet if efficientnet is not None else LiteBranch(Backbone())
            # Strides 16 and 32 on the grid of stride 16: "multiscale" local features, narrowed.
            self.reduce = nn.Sequential(nn.Conv2d(sum(self.efficientnet.channels), local, 1, bias=False), nn.BatchNorm2d(local), nn.ReLU(inplace=True))
            channels += local
        if ablation != "vit":
            self.vit = VisionTransformer(side, dim, depth, heads, wide)
            channels += dim
        self.attend = None
        if ablation != "attention":
            self.squeeze, self.attend = SqueezeExcite(channels), Cbam()
        self.classify = ResidualMultiscale(channels)

    def branches(self, frame):
        """Section 2.2: the two branches' maps on one grid, [n,c,h,w] each; None where an ablation left one out."""
        x = self.band(frame)
        local = tokens = None
        if self.efficientnet is not None:
            middle, last = self.efficientnet(frame, x)
            last = F.interpolate(last, size=middle.shape[2:], mode="bilinear", align_corners=False)
            local = torch.cat([middle, last], 1)
        if self.vit is not None:
            with torch.autocast("cpu", torch.bfloat16, enabled=self.training):
                tokens = self.vit(x)
            tokens = tokens.float()
        return local, tokens

    def decide(self, local, tokens):
        """Sections 2.3 and 2.4 on the branches' maps: scores, features and attention as `forward` gives them."""
        x = torch.cat(([] if local is None else [self.reduce(local)]) + ([] if tokens is None else [tokens]), 1)
        attention = None
        if self.attend is not None:
            x, attention = self.attend(self.squeeze(x))
        # A handful of numbers a picture: no reason to round them to 16 bits in training.
        with torch.autocast("cpu", enabled=False):
            scores, features = self.classify(x.float())
        return scores, features, attention

    def forward(self, frame):
        return self.decide(*self.branches(frame))


def paper(side=224):
    """The published sizes: EfficientNet-B2 and ViT-Base/16, 1408 + 768 = 2176 channels."""
    return Csasn(side, FullBranch("b2"), local=1408, dim=768, depth=12, heads=12, wide=4)


class ForProduct(nn.Module):
    """frame [1,1,s,s] → logit [1] (log-odds of malignant) and attention [1,h,w] (CBAM's map); crop and mirror averaged."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, frame):
        scores, _, attention = self.net(torch.cat([frame, frame.flip(3)], 0))
        logit = (scores[:, 1] - scores[:, 0]).mean(0, keepdim=True)
        if attention is None:
            return (logit,)
        return logit, (attention[:1, 0] + attention[1:, 0].flip(2)) / 2
