"""Checks of ThyroidEffi's training code: `python3 test_thyroid_effi.py` (needs PyTorch; seconds)."""

import random

import numpy as np
import torch
import torch.nn as nn

from thyroid_effi import class_weights, fit_linear, macro_f1
from thyroid_effi_net import EMBEDDING, TOKENS, Basic, EncoderLayer, Premium
from thyroid_effi_sets import CLUSTERS, Sets, cell_clusters


def smear(cluster_at, size=256):
    """Light glass with one patch of nuclei, [3,s,s] uint8."""
    picture = np.full((3, size, size), 235, np.uint8)
    x, y, side = cluster_at
    picture[:, y : y + side, x : x + side] = np.array([70, 50, 150], np.uint8)[:, None, None]
    return picture


def test_clusters_lie_where_the_nuclei_are_and_empty_glass_has_none():
    found = cell_clusters(smear((128, 64, 64)))
    assert found[0] == (128, 64, 64)
    assert len(found) <= CLUSTERS
    assert cell_clusters(np.full((3, 256, 256), 235, np.uint8)) == []


def test_every_set_has_its_size_and_only_b_and_d_show_boxes():
    sets = Sets(np.stack([smear((96, 96, 64)), smear((0, 0, 64))]))
    for name, size in Sets.SIZES.items():
        drawn = sets.draw(random.Random(3), name, [0, 1])
        assert drawn.shape == (2, 3, size, size)
        assert 0 <= drawn.min() and drawn.max() <= 1
    green = lambda picture: ((picture[1] == 255) & (picture[0] == 0)).sum()  # noqa: E731
    assert green(sets.boxed(0)) > 0
    assert green(sets.source[0]) == 0


def test_the_tiles_of_e_cover_the_whole_picture():
    sets, draw, covered = Sets(np.stack([smear((96, 96, 64))])), random.Random(4), np.zeros((256, 256), bool)
    for _ in range(300):
        cx, cy, half = sets._square(draw, "E", 0)
        low = lambda c: round((c - half + 1) / 2 * 256)  # noqa: E731
        covered[low(cy) : low(cy) + 86, low(cx) : low(cx) + 86] = True
    assert covered.all()


def test_class_weights_are_inverse_to_frequency():
    weights = class_weights(torch.tensor([0, 0, 0, 1]), 2)
    assert torch.allclose(weights, torch.tensor([4 / 6, 2.0]))


def test_the_fitted_head_tells_separable_classes_apart():
    torch.manual_seed(5)
    labels = torch.arange(60) % 3
    embedding = torch.randn(60, 8) * 0.1
    embedding[torch.arange(60), labels] += 3
    weight, bias = fit_linear(embedding, labels, 3)
    assert ((embedding @ weight.T + bias).argmax(1) == labels).all()


def test_attention_is_what_pytorch_computes():
    torch.manual_seed(6)
    layer = EncoderLayer(16, 4).eval()
    theirs = nn.MultiheadAttention(16, 4, batch_first=True).eval()
    theirs.in_proj_weight.data, theirs.in_proj_bias.data = layer.attend.weight.data, layer.attend.bias.data
    theirs.out_proj.weight.data, theirs.out_proj.bias.data = layer.join.weight.data, layer.join.bias.data
    x = torch.randn(2, 13, 16)
    normed = layer.before(x)
    with torch.no_grad():
        middle = x + theirs(normed, normed, normed)[0]
        wanted = middle + layer.feed(layer.after(middle))
        assert torch.allclose(layer(x), wanted, atol=1e-5)


def test_basic_reads_fields_and_patches_and_premium_their_tokens():
    torch.manual_seed(7)
    basic, premium = Basic(3).eval(), Premium(3).eval()
    with torch.no_grad():
        logits, embedding = basic(torch.rand(2, 3, 96, 96))
        assert logits.shape == (2, 3) and embedding.shape == (2, EMBEDDING)
        assert basic(torch.rand(1, 3, 224, 224))[0].shape == (1, 3)
        tokens = torch.randn(2, TOKENS, EMBEDDING)
        moved = tokens.clone()
        moved[:, 5] = torch.randn(EMBEDDING)
        # an answer of every patch, not of the class token alone
        assert not torch.allclose(premium(tokens), premium(moved))


def test_macro_f1_by_hand():
    predicted, truth = np.array([0, 0, 1, 1, 2]), np.array([0, 1, 1, 1, 2])
    assert abs(macro_f1(predicted, truth) - (2 / 3 + 4 / 5 + 1) / 3) < 1e-12


if __name__ == "__main__":
    for name, check in list(globals().items()):
        if name.startswith("test_"):
            check()
            print(f"{name[5:].replace('_', ' ')}: holds")
