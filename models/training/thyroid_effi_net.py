"""ThyroidEffi Basic and Premium (paper 002: sections 2.2.2 to 2.2.4, appendices D.7 to D.9).

Basic is an EfficientNet with a dropout and a linear head. Its B0 weights are in no licensed package that could be
had here; EfficientNet-Lite0 (the same layer table without squeeze-excite and Swish, Apache-2.0 ImageNet weights)
stands in. Premium puts 3 × 4 patches through Basic as tokens, starts the class token from the whole field, and
runs 5 transformer encoder layers over the 13.
"""

import torch
import torch.nn as nn

from backbone import BATCH_NORM_EPSILON, Backbone, FoldedConv, pretrained_backbone, pretrained_file

EMBEDDING = 1280
# 13 of 16 blocks: their answers are computed once for all folds, and 755 pictures hardly improve on ImageNet's.
FROZEN_BLOCKS = 13
EARLY_CHANNELS = 192
TOKENS = 13


class ColourBackbone(Backbone):
    """The shared backbone for red, green, blue, with EfficientNet's 1280-channel head."""

    def __init__(self):
        super().__init__()
        self.stem = FoldedConv(3, 32, 3, 2)
        self.head = FoldedConv(320, EMBEDDING)

    def early(self, pictures):
        """[n,3,h,w] in 0..1, h and w multiples of 32 → [n,192,h/32,w/32]: stays as ImageNet taught it."""
        x = self.stem(pictures)
        for block in self.blocks[:FROZEN_BLOCKS]:
            x = block(x)
        return x

    def late(self, maps):
        """What `early` gave → [n,1280], averaged over the picture: what is trained."""
        x = maps
        for block in self.blocks[FROZEN_BLOCKS:]:
            x = block(x)
        return self.head(x).mean((2, 3))

    def forward(self, pictures):
        return self.late(self.early(pictures))


class Basic(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.backbone = ColourBackbone()
        self.dropout = nn.Dropout(0.2)
        self.linear = nn.Linear(EMBEDDING, classes)

    def forward(self, pictures):
        """→ logits [n,classes] and embedding [n,1280]."""
        embedding = self.backbone(pictures)
        return self.linear(self.dropout(embedding)), embedding


class EncoderLayer(nn.Module):
    """Self-attention and a feed-forward net, each after a layer norm and added to its input."""

    def __init__(self, width, heads, dropout=0.2):
        super().__init__()
        self.heads = heads
        self.before, self.after = nn.LayerNorm(width), nn.LayerNorm(width)
        self.attend, self.join = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.feed = nn.Sequential(
            nn.Linear(width, 2 * width), nn.GELU(), nn.Dropout(dropout), nn.Linear(2 * width, width)
        )
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        n, count, width = x.shape
        parts = self.attend(self.before(x)).view(n, count, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        query, key, value = parts[0], parts[1], parts[2]
        weights = (query @ key.transpose(2, 3) * (width // self.heads) ** -0.5).softmax(3)
        x = x + self.dropout(self.join((weights @ value).transpose(1, 2).reshape(n, count, width)))
        return x + self.dropout(self.feed(self.after(x)))


class Premium(nn.Module):
    """Tokens [n,13,1280] of Basic, the whole field first, then the patches in reading order → logits."""

    def __init__(self, classes, width=96, layers=5, heads=4):
        super().__init__()
        self.norm = nn.LayerNorm(EMBEDDING)
        self.expand = nn.Linear(EMBEDDING, width)
        self.place = nn.Parameter(torch.zeros(1, TOKENS, width))
        self.encoder = nn.Sequential(*(EncoderLayer(width, heads) for _ in range(layers)))
        self.answer = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width), nn.GELU(), nn.Linear(width, classes))

    def forward(self, tokens):
        x = self.expand(self.norm(tokens)) + self.place
        return self.answer(self.encoder(x)[:, 0])


def pretrained_basic(classes, folder):
    """Basic with ImageNet weights in backbone and head convolution; the linear layer is fitted before training."""
    net = Basic(classes)
    values = {key: value for key, value in pretrained_backbone(folder).state_dict().items() if "stem" not in key}
    net.backbone.load_state_dict(values, strict=False)
    source = torch.load(pretrained_file(folder), map_location="cpu")

    def folded(conv, norm):
        gain = source[f"{norm}.weight"] / torch.sqrt(source[f"{norm}.running_var"] + BATCH_NORM_EPSILON)
        return source[f"{conv}.weight"] * gain[:, None, None, None], (
            source[f"{norm}.bias"] - source[f"{norm}.running_mean"] * gain
        )

    # The published input is (colour − 127) / 128; scale and shift go into the stem.
    weight, bias = folded("_conv_stem", "_bn0")
    net.backbone.stem.conv.weight.data.copy_(weight * (255 / 128))
    net.backbone.stem.conv.bias.data.copy_(bias - weight.sum((1, 2, 3)) * (127 / 128))
    weight, bias = folded("_conv_head", "_bn1")
    net.backbone.head.conv.weight.data.copy_(weight)
    net.backbone.head.conv.bias.data.copy_(bias)
    return net
