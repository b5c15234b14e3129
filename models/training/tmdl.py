"""TMDL, the fusion network of LLNM-Net (Nat. Commun. 2025, s41467-025-62042-z, 'TMDL module', eq. 4-11).

Two embeddings make image tokens (3 maps x n patches, learnable 1D positions) and text tokens (50 report
vectors, then sex, age, echogenicity, shape); 4 bidirectional multimodal attention blocks (eq. 4-10,
alpha = 1) exchange between them; 12 self-attention blocks run over all of them; average pooling over the
valid tokens gives one representation per view; the views' mean goes through a two-layer MLP.

Token order, fixed and used by the product: 49 location, 49 texture, 49 margin, 50 report, sex, age,
echogenicity, shape (201 in the `compact` configuration).

Where this departs from the paper, and why:
- The patch embedding of `compact` is a short stack of non-overlapping convolutions (4x4, 2x2, 4x4 with
  GELU between) in place of one 32x32 convolution: on some ten thousand pictures a single linear patch
  embedding does not learn speckle statistics. Each token still sees its own 32x32 patch and nothing else,
  so a Grad-CAM cell is exactly one patch. `paper` keeps the single convolution.
- The conversion of the paper lost symbols in eq. 6-8; the text beneath them says what is meant
  (Attention(Q_I, K_T, V_T) carries the exchange; softmax before V; d_k is the size of a head).
- Self-attention blocks are pre-norm with a residual around attention and around the MLP, as in ViT.
- The location tokens also carry three numbers of the view that the map cannot show (`GLAND_NUMBERS`): d_max in mm, as
  phi is a share of it while the capsule's thresholds are in mm; whether that is known; and the plane, as left is
  cranial in a longitudinal frame alone.
- A missing report is masked out; missing sex or age take a learned vector; a missing view is left out.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F

MAPS = 3
REPORT_TOKENS = 50
REPORT_WIDTH = 384
MAP_SIDE = 224
FACT_TOKENS = 4
# d_max (mm / 10, or 0.9 where the scale is unknown), scaleKnown, plane (transverse -1, longitudinal 1).
GLAND_NUMBERS = 3
# Token groups in the order of the product's FEATURE_NAMES.
FEATURES = ("location", "report", "internalMorphology", "margin", "echogenicity", "shape", "sex", "age")


@dataclass(frozen=True)
class Config:
    hidden: int
    patch: int
    heads: int = 12
    bidirectional: int = 4
    selfattention: int = 12
    mlp_ratio: int = 2
    alpha: float = 1.0
    conv_stack: bool = True


CONFIGS = {
    "compact": Config(hidden=192, patch=32),
    "paper": Config(hidden=768, patch=16, mlp_ratio=4, conv_stack=False),
}


def see_contrast(conv, gain=4.0, grey=0.4):
    """Starts a 4x4 convolution at the 16 cosine patterns of its window and their negatives, grey level taken off.

    After GELU a pattern and its negative add up to its strength, so edges and speckle are visible to what follows
    from the first step: the margin's sharpness, unlearned in 400 steps from random weights, takes 120.
    """
    place = (torch.arange(4) + 0.5) * math.pi / 4
    waves = [torch.cos(place * i) for i in range(4)]
    patterns = torch.stack([y[:, None] * x[None] for y in waves for x in waves])
    patterns = gain * patterns / patterns.flatten(1).norm(dim=1)[:, None, None]
    with torch.no_grad():
        conv.weight.copy_(torch.cat((patterns, -patterns))[:, None])
        conv.bias.zero_()
        conv.bias[0], conv.bias[16] = -4 * gain * grey, 4 * gain * grey


class PatchEmbedding(nn.Module):
    """[N, 1, 224, 224] -> [N, n, hidden], n = (224 / patch)^2; every token sees one patch only."""

    def __init__(self, config: Config):
        super().__init__()
        d, p = config.hidden, config.patch
        if config.conv_stack:
            self.conv = nn.Sequential(
                nn.Conv2d(1, 32, 4, 4), nn.GELU(),
                nn.Conv2d(32, 96, 2, 2), nn.GELU(),
                nn.Conv2d(96, d, p // 8, p // 8),
            )
            see_contrast(self.conv[0])
        else:
            self.conv = nn.Conv2d(1, d, p, p)

    def forward(self, x):
        return self.conv(x).flatten(2).transpose(1, 2)

    def some(self, x, patches):
        """The tokens of these patches alone, [N, len(patches), hidden]: the same numbers by matrix products.

        For training on CPUs, where the backward pass of a convolution with few channels takes as long as all else.
        """
        layers = [layer for layer in self.conv if isinstance(layer, nn.Conv2d)] if isinstance(self.conv, nn.Sequential) else [self.conv]
        side = math.prod(layer.kernel_size[0] for layer in layers)
        n, across = len(x), x.shape[-1] // side
        x = x.view(n, across, side, across, side).transpose(2, 3).reshape(n, -1, side, side, 1)[:, patches]
        x = x.reshape(-1, side, side, 1)
        for k, layer in enumerate(layers):
            p, (rows, side, _, channels) = layer.kernel_size[0], x.shape
            x = x.view(rows, side // p, p, side // p, p, channels).transpose(2, 3)
            x = x.reshape(rows, side // p, side // p, p * p * channels)
            x = F.linear(x, layer.weight.permute(0, 2, 3, 1).flatten(1), layer.bias)
            if k < len(layers) - 1:
                x = F.gelu(x)
        return x.view(n, -1, x.shape[-1])


class Mlp(nn.Module):
    def __init__(self, d: int, ratio: int):
        super().__init__()
        self.up, self.down = nn.Linear(d, d * ratio), nn.Linear(d * ratio, d)

    def forward(self, x):
        return self.down(F.gelu(self.up(x)))


def split_heads(x, heads: int):
    n, t, d = x.shape
    return x.view(n, t, heads, d // heads).transpose(1, 2)


def attend(q, k, v, bias, keep):
    """Eq. 8. bias: [N, 1, 1, T], 0 or very negative. With `keep` the weights come back too, mean over heads."""
    n, h, t, e = q.shape
    weights = (q * e**-0.5) @ k.transpose(-1, -2)
    if bias is not None:
        weights = weights + bias.to(weights.dtype)
    weights = weights.softmax(-1)
    return (weights @ v).transpose(1, 2).reshape(n, t, h * e), weights.mean(1) if keep else None


class BidirectionalBlock(nn.Module):
    """Eq. 4-10. Tokens' = MLP(Norm(T)) + Tokens, with T the sum of intra- and inter-modal attention."""

    def __init__(self, config: Config):
        super().__init__()
        d = config.hidden
        self.heads, self.alpha = config.heads, config.alpha
        self.norm_image, self.norm_text = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv_image, self.qkv_text = nn.Linear(d, 3 * d), nn.Linear(d, 3 * d)
        self.norm_image_out, self.norm_text_out = nn.LayerNorm(d), nn.LayerNorm(d)
        self.mlp_image, self.mlp_text = Mlp(d, config.mlp_ratio), Mlp(d, config.mlp_ratio)

    def forward(self, image, text, text_bias, keep):
        qi, ki, vi = (split_heads(x, self.heads) for x in self.qkv_image(self.norm_image(image)).chunk(3, -1))
        qt, kt, vt = (split_heads(x, self.heads) for x in self.qkv_text(self.norm_text(text)).chunk(3, -1))
        ii, w_ii = attend(qi, ki, vi, None, keep)
        it, w_it = attend(qi, kt, vt, text_bias, keep)
        tt, w_tt = attend(qt, kt, vt, text_bias, keep)
        ti, w_ti = attend(qt, ki, vi, None, keep)
        image = self.mlp_image(self.norm_image_out(ii + self.alpha * it)) + image
        text = self.mlp_text(self.norm_text_out(tt + self.alpha * ti)) + text
        return image, text, (w_ii, w_tt, w_it, w_ti)


class SelfBlock(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        d = config.hidden
        self.heads = config.heads
        self.norm1, self.norm2 = nn.LayerNorm(d), nn.LayerNorm(d)
        self.qkv, self.out = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.mlp = Mlp(d, config.mlp_ratio)

    def forward(self, x, bias, keep):
        q, k, v = (split_heads(y, self.heads) for y in self.qkv(self.norm1(x)).chunk(3, -1))
        attended, weights = attend(q, k, v, bias, keep)
        x = x + self.out(attended)
        return x + self.mlp(self.norm2(x)), weights


class Head(nn.Module):
    """Two-layer MLP; `gradient` is its closed-form derivative with respect to the input (one output)."""

    def __init__(self, d: int, outputs: int):
        super().__init__()
        self.first, self.second = nn.Linear(d, d), nn.Linear(d, outputs)

    def forward(self, x):
        return self.second(F.gelu(self.first(x)))

    def gradient(self, x):
        h = self.first(x)
        # d gelu(h) / dh = Phi(h) + h phi(h)
        slope = 0.5 * (1 + torch.erf(h / math.sqrt(2))) + h * torch.exp(-0.5 * h * h) / math.sqrt(2 * math.pi)
        return (slope * self.second.weight[0]) @ self.first.weight


class Tmdl(nn.Module):
    def __init__(self, config: Config = CONFIGS["compact"]):
        super().__init__()
        d = config.hidden
        self.config = config
        self.patches = (MAP_SIDE // config.patch) ** 2
        self.embed_location, self.embed_texture, self.embed_margin = (PatchEmbedding(config) for _ in range(MAPS))
        self.position = nn.Parameter(torch.zeros(1, MAPS * self.patches, d))
        self.embed_gland = nn.Linear(GLAND_NUMBERS, d)
        self.embed_report = nn.Linear(REPORT_WIDTH, d)
        self.position_text = nn.Parameter(torch.zeros(1, REPORT_TOKENS + FACT_TOKENS, d))
        self.embed_sex, self.embed_age = nn.Linear(1, d), nn.Linear(1, d)
        self.sex_missing, self.age_missing = nn.Parameter(torch.zeros(d)), nn.Parameter(torch.zeros(d))
        self.embed_echogenicity, self.embed_shape = nn.Linear(1, d), nn.Linear(4, d)
        self.bidirectional = nn.ModuleList(BidirectionalBlock(config) for _ in range(config.bidirectional))
        self.selfattention = nn.ModuleList(SelfBlock(config) for _ in range(config.selfattention))
        self.norm = nn.LayerNorm(d)
        self.head, self.stage_head = Head(d, 1), Head(d, 3)
        self.apply(self._init)
        for p in (self.position, self.position_text, self.sex_missing, self.age_missing):
            nn.init.trunc_normal_(p, std=0.02)
        # Small last projections: every block starts close to the identity, so that 16 blocks train in few steps.
        blocks = len(self.bidirectional) + len(self.selfattention)
        for block in self.selfattention:
            for layer in (block.out, block.mlp.down):
                nn.init.trunc_normal_(layer.weight, std=0.04 / blocks**0.5)
        for block in self.bidirectional:
            for layer in (block.mlp_image.down, block.mlp_text.down):
                nn.init.trunc_normal_(layer.weight, std=0.04 / blocks**0.5)

    @staticmethod
    def _init(module):
        if isinstance(module, nn.Linear):
            nn.init.trunc_normal_(module.weight, std=0.04)
            nn.init.zeros_(module.bias)

    def location_tokens(self, location, gland, patches=None):
        tokens = self.embed_location(location) if patches is None else self.embed_location.some(location, patches)
        return tokens + self.embed_gland(gland)[:, None]

    def encode(self, location, texture, margin, report, report_mask, demographics, morphology, gland, keep=False, patches=None):
        """One row per view. -> tokens [N, 201, d] after the last norm, valid [N, 201], attentions if `keep`.

        Training may pass fewer report tokens (padding cut off) and the indices of the image patches to use.
        """
        if patches is None:
            image = torch.cat((self.location_tokens(location, gland), self.embed_texture(texture), self.embed_margin(margin)), 1)
            image = image + self.position
        else:
            own = [patches[patches // self.patches == k] % self.patches for k in range(MAPS)]
            image = torch.cat((self.location_tokens(location, gland, own[0]), self.embed_texture.some(texture, own[1]),
                               self.embed_margin.some(margin, own[2])), 1)
            image = image + self.position[:, patches]
        sex, sex_known, age, age_known = demographics.unsqueeze(-1).unbind(1)
        facts = torch.stack((
            sex_known * self.embed_sex(sex) + (1 - sex_known) * self.sex_missing,
            age_known * self.embed_age(age) + (1 - age_known) * self.age_missing,
            self.embed_echogenicity(morphology[:, :1]),
            self.embed_shape(morphology[:, 1:]),
        ), 1)
        length = report.shape[1]
        position_text = self.position_text
        if length < REPORT_TOKENS:
            position_text = torch.cat((position_text[:, :length], position_text[:, REPORT_TOKENS:]), 1)
        text = torch.cat((self.embed_report(report), facts), 1) + position_text
        text_valid = torch.cat((report_mask, torch.ones_like(demographics)), 1)
        text_bias = ((1 - text_valid) * -1e4)[:, None, None, :]
        cross = []
        for block in self.bidirectional:
            image, text, weights = block(image, text, text_bias, keep)
            cross.append(weights)
        x = torch.cat((image, text), 1)
        valid = torch.cat((torch.ones_like(image[:, :, 0]), text_valid.to(image.dtype)), 1)
        bias = ((1 - valid) * -1e4)[:, None, None, :]
        own = []
        for block in self.selfattention:
            x, weights = block(x, bias, keep)
            own.append(weights)
        return self.norm(x), valid, cross, own

    def groups(self):
        """Token ranges in the order of FEATURES."""
        n, m = self.patches, MAPS * self.patches
        t = m + REPORT_TOKENS
        return ((0, n), (m, t), (n, 2 * n), (2 * n, m), (t + 2, t + 3), (t + 3, t + 4), (t, t + 1), (t + 1, t + 2))

    def group_means(self, tokens, valid):
        """[N, 8, d]: mean of the valid last-layer tokens of each feature (zero vector where none is valid)."""
        means = []
        for a, b in self.groups():
            w = valid[:, a:b, None]
            means.append((tokens[:, a:b] * w).sum(1) / w.sum(1).clamp(min=1))
        return torch.stack(means, 1)


def pool(tokens, valid):
    w = valid[:, :, None]
    return (tokens * w).sum(1) / w.sum(1)


class Exported(nn.Module):
    """The network as the product runs it: one case, V views. See `fusion.md` for every input and output."""

    def __init__(self, model: Tmdl):
        super().__init__()
        self.model = model

    def forward(self, location, texture, margin, report, reportMask, demographics, morphology, gland):
        m = self.model
        views = location.shape[0]
        one = torch.ones_like(morphology[:, :1])
        tokens, valid, cross, own = m.encode(
            location, texture, margin,
            report * one[:, :, None], reportMask * one, demographics * one, morphology, gland, keep=True,
        )
        pooled = pool(tokens, valid).mean(0, keepdim=True)
        logit = m.head(pooled)[:, 0]
        group_logits = m.head(m.group_means(tokens, valid).mean(0, keepdim=True))[:, :, 0]
        # Grad-CAM++ (Chattopadhyay 2018, eq. 17-19) on the last layer's image tokens. Pooling is a mean, so the
        # gradient of the logit is the same at every token of a view: slope / (valid tokens x views).
        image = tokens[:, : MAPS * m.patches]
        g = m.head.gradient(pooled) / (valid.sum(1, keepdim=True) * views)
        denominator = 2 + g * image.sum(1)
        alpha = torch.where(denominator.abs() > 1e-4, 1 / denominator, torch.zeros_like(denominator))
        weight = alpha * F.relu(g) * image.shape[1]
        cam = F.relu((image * weight[:, None, :]).sum(-1))
        stack = lambda maps: torch.stack(maps, 1)
        return (
            logit, m.stage_head(pooled), group_logits,
            stack([w[0] for w in cross]), stack([w[1] for w in cross]),
            stack([w[2] for w in cross]), stack([w[3] for w in cross]),
            stack(own), cam,
        )


INPUTS = ("location", "texture", "margin", "report", "reportMask", "demographics", "morphology", "gland")
OUTPUTS = ("logit", "stageLogits", "groupLogits", "attentionImage", "attentionText",
           "attentionImageToText", "attentionTextToImage", "attentionSelf", "cam")


def example_inputs(views: int):
    """Inputs from a formula that TypeScript repeats (app/fusion/fusion.test.ts): the golden check needs no stored pictures."""
    def wave(count, step, low, high):
        i = torch.arange(count, dtype=torch.float64)
        return (low + (high - low) * (0.5 + 0.5 * torch.sin(i * step + 0.3))).float()
    side = MAP_SIDE * MAP_SIDE
    shape = (views, 1, MAP_SIDE, MAP_SIDE)
    return (
        wave(views * side, 0.0137, -1, 1).view(shape), wave(views * side, 0.0293, 0, 1).view(shape),
        wave(views * side, 0.0411, 0, 1).view(shape),
        wave(REPORT_TOKENS * REPORT_WIDTH, 0.071, -0.5, 0.5).view(1, REPORT_TOKENS, REPORT_WIDTH),
        (torch.arange(REPORT_TOKENS) < 31).float().view(1, -1),
        torch.tensor([[1.0, 1.0, -0.4, 1.0]]),
        wave(views * 5, 0.9, 0, 1).view(views, 5),
        wave(views * 3, 1.7, -1, 1).view(views, 3),
    )
