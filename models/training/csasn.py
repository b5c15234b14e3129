"""Trains CSASN (papers/000; csasn_parts.py) on TN5000, with DDTI's unlabelled nodules as the second domain.

    models/training/run.sh csasn.py                          # writes work/csasn.onnx
    models/training/run.sh csasn.py --ablation attention --images 20000   # or efficientnet, or vit

Losses of section 2.5: focal, cross-entropy, multi-kernel maximum mean discrepancy between the two domains'
features, batch spectral shrinkage of the smallest singular value; each weighted by a learned log-variance (eq. 10).
"""

import os

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from backbone import pretrained_backbone
from csasn_parts import ABLATIONS, Csasn, ForProduct, LiteBranch, paper
from malignancy_data import WORK, Crops, augmented, class_weights, export_trained, focal, mixed, options, soft_labels, train

LOSSES = ("focal", "cross_entropy", "mmd", "bss")
OTHER_DOMAIN = 6
# eq. 10 lets a log-variance fall without bound as its loss nears zero; the weight is kept below 0.5 e².
LOWEST_LOG_VARIANCE, HIGHEST_LOG_VARIANCE = -2.0, 4.0
BSS_SCALE = 1e-2


def mmd(source, target, widths=(0.25, 0.5, 1.0, 2.0, 4.0)):
    """Eq. 8 with k = mean of Gaussian kernels whose variances are `widths` × the mean squared distance."""
    both = torch.cat([source, target])
    distance = ((both[:, None] - both[None]) ** 2).sum(-1)
    scale = distance.detach().sum() / (len(both) * (len(both) - 1))
    kernel = sum(torch.exp(-distance / (scale * width + 1e-8)) for width in widths) / len(widths)
    n = len(source)
    return kernel[:n, :n].mean() + kernel[n:, n:].mean() - 2 * kernel[:n, n:].mean()


def shrinkage(features, smallest=1):
    """Eq. 9: the squares of the smallest singular values of the batch's features (Chen et al. 2019), per feature."""
    values = torch.linalg.svdvals(features)
    return (values[-smallest:] ** 2).sum() / features.shape[1]


class Balanced(nn.Module):
    """The network with the log-variances that balance its losses (eq. 10)."""

    def __init__(self, net):
        super().__init__()
        self.net = net
        self.log_variances = nn.Parameter(torch.zeros(len(LOSSES)))

    def total(self, losses):
        s = self.log_variances.clamp(LOWEST_LOG_VARIANCE, HIGHEST_LOG_VARIANCE)
        return sum(0.5 * torch.exp(-s[i]) * loss + s[i] for i, loss in enumerate(losses))


def main():
    given = options("", minutes=8, factor=1.5, size=160, learning_rate=8e-4)
    given.set_defaults(batch=26)
    given.add_argument("--ablation", choices=ABLATIONS, default="none")
    given = given.parse_args()
    if not given.name:
        given.name = "csasn" if given.ablation == "none" else f"csasn-without-{given.ablation}"
    if given.width == 1:
        made = paper(given.size)
    else:
        efficientnet = LiteBranch(pretrained_backbone(os.path.join(WORK, "pretrained")))
        made = Csasn(given.size, efficientnet, ablation=given.ablation)
    balanced = Balanced(made).to(memory_format=torch.channels_last)
    ddti = Crops("malignancy-ddti")

    weights = class_weights(Crops().malignant)

    def prepare(rng, crops, chosen, size):
        frames, _ = augmented(rng, crops, chosen, given.factor, size)
        frames, targets = mixed(rng, frames, soft_labels(crops.malignant[chosen]), chance=0.3)
        others = np.array([rng.randrange(len(ddti.malignant)) for _ in range(OTHER_DOMAIN)])
        foreign, _ = augmented(rng, ddti, others, given.factor, size)
        return torch.cat([frames, foreign]).contiguous(memory_format=torch.channels_last), targets

    def step(balanced, batch):
        frames, targets = batch
        scores, features, _ = balanced.net(frames)
        n = len(targets)
        losses = (
            focal(scores[:n], targets, weights),
            -(targets * F.log_softmax(scores[:n], 1)).sum(1).mean(),
            mmd(features[:n], features[n:]),
            BSS_SCALE * shrinkage(features[:n]),
        )
        parts = {name: loss.item() for name, loss in zip(LOSSES, losses)}
        return balanced.total(losses), parts

    def logit_of(balanced):
        def logit(frames):
            scores = balanced.net(frames.contiguous(memory_format=torch.channels_last))[0]
            return scores[:, 1] - scores[:, 0]

        return logit

    pretrained = [p for name, p in balanced.named_parameters() if name.startswith("net.efficientnet.backbone") and p.requires_grad]
    own = [p for name, p in balanced.named_parameters() if not name.startswith("net.efficientnet.backbone")]
    groups = [{"params": own, "scale": 1.0}] + ([{"params": pretrained, "scale": 0.5}] if pretrained else [])
    balanced = train(given, balanced, prepare, step, logit_of, groups)
    weights = (0.5 * torch.exp(-balanced.log_variances)).tolist()
    print("weights of the losses:", dict(zip(LOSSES, (round(w, 3) for w in weights))), flush=True)
    net = balanced.net.to(memory_format=torch.contiguous_format)
    outputs = ["logit"] + ([] if net.attend is None else ["attention"])
    export_trained(ForProduct(net), given, outputs)


if __name__ == "__main__":
    main()
