"""Checks of the fusion network that need PyTorch: `python3 test_tmdl.py`."""

import torch

import tmdl


def inputs_for(model, views):
    *maps, report, mask, demographics, morphology, gland = tmdl.example_inputs(views)
    one = torch.ones(views, 1)
    return (*maps, report * one[:, :, None], mask * one, demographics * one, morphology, gland)


def test_gradcam_plus_plus_equals_autograd():
    """Grad-CAM++ in the graph (closed form) against autograd on the same tokens, both from eq. 17-19 of its paper."""
    torch.manual_seed(3)
    model = tmdl.Tmdl().eval()
    for p in model.parameters():
        p.data += 0.02 * torch.randn_like(p)
    tokens, valid, _, _ = model.encode(*inputs_for(model, 2))
    tokens = tokens.detach().requires_grad_()
    logit = model.head(tmdl.pool(tokens, valid).mean(0, keepdim=True)).sum()
    image = slice(0, tmdl.MAPS * model.patches)
    gradient = torch.autograd.grad(logit, tokens)[0][:, image]
    activation = tokens.detach()[:, image]
    denominator = 2 * gradient**2 + activation.sum(1, keepdim=True) * gradient**3
    alpha = torch.where((denominator / gradient**2).abs() > 1e-4, gradient**2 / denominator, torch.zeros(()))
    weight = (alpha * gradient.relu()).sum(1)
    expected = (weight[:, None] * activation).sum(-1).relu()
    with torch.no_grad():
        found = tmdl.Exported(model)(*tmdl.example_inputs(2))[-1]
    scale = expected.max()
    assert scale > 0
    assert (found - expected).abs().max() / scale < 1e-4, (found - expected).abs().max() / scale


def test_padding_changes_nothing():
    torch.manual_seed(4)
    model = tmdl.Tmdl().eval()
    *maps, report, mask, demographics, morphology, gland = tmdl.example_inputs(2)
    noisy = report + (1 - mask)[:, :, None] * torch.randn_like(report)
    with torch.no_grad():
        a = tmdl.Exported(model)(*maps, report, mask, demographics, morphology, gland)[0]
        b = tmdl.Exported(model)(*maps, noisy, mask, demographics, morphology, gland)[0]
        short = model.encode(*inputs_for(model, 2)[:3], report[:, :31].repeat(2, 1, 1), mask[:, :31].repeat(2, 1), demographics.repeat(2, 1), morphology, gland)
    assert torch.allclose(a, b, atol=1e-5)
    c = model.head(tmdl.pool(short[0], short[1]).mean(0, keepdim=True))[:, 0]
    assert torch.allclose(a, c, atol=1e-4)


def test_chosen_patches_are_embedded_as_by_the_convolutions():
    torch.manual_seed(5)
    inputs = tmdl.example_inputs(2)
    for config in tmdl.CONFIGS.values():
        embedding = tmdl.PatchEmbedding(config)
        chosen = torch.tensor([0, 5, 6, 40])
        with torch.no_grad():
            assert torch.allclose(embedding.some(inputs[1], chosen), embedding(inputs[1])[:, chosen], atol=1e-4)


def test_the_papers_configuration_builds_from_the_same_code():
    with torch.no_grad():
        model = tmdl.Tmdl(tmdl.CONFIGS["paper"]).eval()
        tokens, valid, cross, own = model.encode(*inputs_for(model, 1))
    assert tokens.shape == (1, 3 * 196 + 54, 768) and len(cross) == 4 and len(own) == 12
    assert model.config.hidden // model.config.heads == 64  # d_k of eq. 8


def test_groups_cover_every_token_once():
    model = tmdl.Tmdl()
    covered = sorted(i for a, b in model.groups() for i in range(a, b))
    assert covered == list(range(201)) and len(model.groups()) == len(tmdl.FEATURES)


if __name__ == "__main__":
    for name, check in list(globals().items()):
        if name.startswith("test_"):
            check()
            print("ok", name)
