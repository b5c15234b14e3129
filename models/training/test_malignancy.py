"""Checks of the malignancy networks: `models/training/run.sh test_malignancy.py` (needs PyTorch, scipy, onnx; a minute).

With the crops that tools/exportMalignancy.ts writes it also trains for a few steps; without them it says so.
"""

import os
import random
import subprocess
import sys
import tempfile

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from scipy import fft
from scipy.stats import mannwhitneyu

import csasn_parts
import mga
import resnet_focal
from csasn import mmd, shrinkage
from efficientnet import EfficientNet
from malignancy_data import WORK, auc, focal, soft_labels
from onnx_export import export
from resnet import ResNet


def test_paper_width_has_the_published_channels_and_exports():
    net = resnet_focal.ResNetFocal(width=1.0).eval()
    assert net.features.channels == (64, 64, 128, 256, 512)
    # ResNet18's 11.69 million less the 1,000-class head and two of three input colours (He et al. 2016).
    count = sum(p.numel() for p in net.features.parameters())
    assert count == 11_689_512 - (512 * 1000 + 1000) - 2 * 64 * 49, count
    count = sum(p.numel() for p in ResNet(34, 1.0).parameters())
    assert count == 21_797_672 - (512 * 1000 + 1000) - 2 * 64 * 49, count
    b2 = EfficientNet("b2", 3)
    assert b2.channels[-1] == 1408
    count = sum(p.numel() for p in b2.parameters())
    assert count == 9_109_994 - 1409 * 1000, count
    with tempfile.TemporaryDirectory() as folder:
        for made, outputs in (
            (resnet_focal.ForProduct(net), ["logit", "cam"]),
            (mga.ForProduct(mga.MgaNet(1.0, 1.0)), ["logit", "cam", "mask"]),
            (csasn_parts.ForProduct(csasn_parts.paper(224)), ["logit", "attention"]),
        ):
            file = os.path.join(folder, "paper.onnx")
            export(made, file, outputs, size=224, storage="int8")
            assert [o.name for o in onnx.load(file).graph.output] == outputs


def test_grad_cam_in_closed_form_equals_autograd():
    torch.manual_seed(2)
    net = resnet_focal.ResNetFocal(0.25).eval()
    frame = torch.rand(1, 1, 96, 96)
    last = net.features(frame)[-1].detach().requires_grad_()
    scores = net.head(last.mean((2, 3)))
    (gradient,) = torch.autograd.grad(scores[0, 1] - scores[0, 0], last)
    # Selvaraju et al. 2017, eq. 1-2; times the number of places, so that it counts in logits.
    alpha = gradient.mean((2, 3), keepdim=True)
    expected = (alpha * last).sum(1).relu() * last.shape[2] * last.shape[3]
    weight = net.head.weight[1] - net.head.weight[0]
    found = (last * weight[None, :, None, None]).sum(1).relu()
    assert torch.allclose(found, expected, atol=1e-5)


def test_mask_guided_attention_is_the_formula():
    torch.manual_seed(3)
    guide = mga.MaskGuided(16, "mga")
    features, mask = torch.rand(2, 16, 8, 8), torch.rand(2, 1, 32, 32)
    m = F.interpolate(mask, size=(8, 8), mode="bilinear", align_corners=False).numpy()
    m = np.stack([(one - one.min()) / (one.max() - one.min() + 1e-6) for one in m])
    f = features.numpy()
    pooled = (f * m).mean((2, 3))
    first, second = guide.mlp[0], guide.mlp[2]
    hidden = np.maximum(pooled @ first.weight.detach().numpy().T + first.bias.detach().numpy(), 0)
    c = 1 / (1 + np.exp(-(hidden @ second.weight.detach().numpy().T + second.bias.detach().numpy())))
    expected = f + f * m + f * c[:, :, None, None]
    assert np.allclose(guide(features, mask).detach().numpy(), expected, atol=1e-5)


def test_every_ablation_of_mga_net_is_another_network():
    frame = torch.rand(2, 1, 64, 64)
    guides = {}
    for variant in mga.VARIANTS:
        net = mga.MgaNet(0.125, 0.5, variant)
        scores, mask, _ = net(frame)
        scores.sum().backward()
        assert scores.shape == (2, 2) and (mask is None) == (variant == "base")
        guides[variant] = set(net.guides)
    assert guides["mga"] == {f"{scale}-0" for scale in range(5)}
    assert len(guides["every-block"]) == 1 + sum((3, 4, 6, 3))
    for scale in range(5):
        assert guides["mga"] - guides[f"-L{scale}"] == {f"{scale}-0"}


def test_a_classification_loss_trains_the_mask_too():
    net = mga.MgaNet(0.125, 0.5)
    net(torch.rand(2, 1, 64, 64))[0].sum().backward()
    assert net.mask_net.head.weight.grad.abs().sum() > 0


def test_a_grown_resnet34_starts_where_the_resnet18_stood():
    torch.manual_seed(4)
    small, large = ResNet(18, 0.25).eval(), ResNet(34, 0.25).eval()
    mga.grow(large, small.state_dict())
    frame = torch.rand(2, 1, 64, 64)
    assert torch.allclose(small(frame)[-1], large(frame)[-1], atol=1e-4)


def test_band_pass_is_scipys_cosine_transform():
    frame = torch.rand(1, 1, 112, 112)
    spectrum = fft.dctn(frame[0, 0].numpy().astype(np.float64), norm="ortho")
    radius = np.hypot(*np.mgrid[0:112, 0:112])
    # Half of 224 pixels: radii 5 to 50.
    spectrum[(radius < 5) | (radius > 50)] = 0
    expected = fft.idctn(spectrum, norm="ortho")
    band = csasn_parts.BandPass()
    assert np.allclose(band(frame)[0, 0].numpy() * band.SPREAD, expected, atol=1e-5)


def test_ablations_of_csasn_leave_a_part_out():
    frame = torch.rand(2, 1, 64, 64)
    for ablation, missing in (("attention", "attend"), ("efficientnet", "efficientnet"), ("vit", "vit")):
        net = csasn_parts.Csasn(64, ablation=ablation).eval()
        assert getattr(net, missing) is None
        assert net(frame)[0].shape == (2, 2)


def test_losses():
    torch.manual_seed(5)
    scores, targets = torch.randn(6, 2), soft_labels([0, 1, 1, 0, 1, 0], 0.0)
    plain = F.cross_entropy(scores, targets[:, 1].long())
    assert torch.allclose(focal(scores, targets, torch.ones(2), gamma=0.0), plain)
    p = scores.softmax(1)[targets.bool()]
    assert torch.allclose(focal(scores, targets, torch.ones(2)), -((1 - p) ** 2 * p.log()).mean())

    same, far = torch.randn(12, 4), torch.randn(12, 4) + 5
    assert abs(mmd(same, same).item()) < 1e-6
    assert mmd(same, far).item() > 0.2
    assert mmd(same, torch.randn(12, 4)).item() < 0.2

    features = torch.randn(8, 5)
    least = np.linalg.svd(features.numpy(), compute_uv=False)[-1]
    assert abs(shrinkage(features).item() - least**2 / 5) < 1e-5


def test_auc_is_the_rank_statistic():
    random_ = np.random.default_rng(6)
    labels = random_.integers(0, 2, 200)
    scores = np.round(random_.normal(size=200) + labels, 1)
    u = mannwhitneyu(scores[labels == 1], scores[labels == 0]).statistic
    assert abs(auc(scores, labels) - u / (labels.sum() * (1 - labels).sum())) < 1e-12


def test_training_resumes_and_exports():
    if not os.path.exists(os.path.join(WORK, "malignancy.json")):
        print("  skipped: npm run export:malignancy has not been run here")
        return
    here = os.path.dirname(os.path.abspath(__file__))
    name = f"check-{random.randrange(10**6)}"
    try:
        for images in ("32", "64"):
            command = [sys.executable, "resnet_focal.py", "--name", name, "--images", images, "--batch", "16", "--size", "64", "--width", "0.125"]
            said = subprocess.run(command, cwd=here, check=True, capture_output=True, text=True).stdout
        assert "'epoch': 2, 'images': 64" in said, said
        assert os.path.getsize(os.path.join(WORK, f"{name}.onnx")) > 0
    finally:
        for file in (f"work/{name}.pt", f"work/{name}.onnx", f"work/{name}-half.onnx", f"logs/{name}.csv"):
            if os.path.exists(os.path.join(here, file)):
                os.remove(os.path.join(here, file))


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
            print(name, "passed", flush=True)
