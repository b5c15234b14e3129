"""Trains MGA-Net in its stages (papers/001, sections 2.3.3 and 2.5).

    models/training/run.sh mga_net.py --stage mask                      # U-Net alone, ellipses from boxes
    models/training/run.sh mga_net.py --stage classify --variant base   # ResNet34 without attention
    models/training/run.sh mga_net.py --stage classify                  # everything together, guided by the mask
    models/training/run.sh mga_net.py --stage classify --variant serial --images 20000   # an ablation

Total loss: classification (cross-entropy) + 0.5 × segmentation (cross-entropy and Dice), α of section 2.5. The
classification loss trains the U-Net too, through the mask. Both variants start from the same ResNet18
(--start, work/resnet-focal.pt where it exists): no package with a licence has ImageNet weights of ResNet34.
"""

import os

import torch
import torch.nn.functional as F

from malignancy_data import WORK, Crops, amp, augmented, class_weights, export_trained, mixed, options, soft_labels, train
from mga import VARIANTS, ForProduct, MaskNet, MgaNet, grow

SEGMENTATION_SHARE = 0.5


def segmentation_loss(logits, ellipses):
    """Cross-entropy + 1 − Dice."""
    p = torch.sigmoid(logits)
    dice = (2 * (p * ellipses).sum((1, 2, 3)) + 1) / (p.sum((1, 2, 3)) + ellipses.sum((1, 2, 3)) + 1)
    return F.binary_cross_entropy_with_logits(logits, ellipses) + 1 - dice.mean(), dice.mean().item()


def soft_cross_entropy(scores, targets, weights):
    return -(targets * weights * F.log_softmax(scores.float(), 1)).sum(1).mean()


def train_mask(given):
    net = MaskNet(given.width, given.mask_share).to(memory_format=torch.channels_last)
    if os.path.exists(given.start):
        load_features(net.encoder, given.start)

    def prepare(rng, crops, chosen, size):
        frames, ellipses = augmented(rng, crops, chosen, given.factor, size)
        return frames.contiguous(memory_format=torch.channels_last), ellipses

    def step(net, batch):
        frames, ellipses = batch
        with amp():
            logits = net(frames)
        loss, dice = segmentation_loss(logits, ellipses)
        return loss, {"dice": dice}

    # The U-Net alone says nothing about malignancy: what is watched is how its mask's area ranks, a curiosity.
    train(given, net, prepare, step, lambda net: lambda frames: net(frames).sigmoid().mean((1, 2, 3)))


def load_features(features, file):
    saved = torch.load(file)["ema"]
    grow(features, {k[len("features.") :]: v for k, v in saved.items() if k.startswith("features.")})


def train_classifier(given):
    net = MgaNet(given.width, given.mask_share, given.variant).to(memory_format=torch.channels_last)
    if os.path.exists(given.start):
        load_features(net.features, given.start)
    if net.mask_net is not None:
        net.mask_net.load_state_dict(torch.load(given.mask)["ema"])

    weights = class_weights(Crops().malignant)

    def prepare(rng, crops, chosen, size):
        clean, ellipses = augmented(rng, crops, chosen, given.factor, size)
        frames, targets = mixed(rng, clean, soft_labels(crops.malignant[chosen]), chance=0.3)
        # A blend of two pictures has no outline of its own.
        return frames.contiguous(memory_format=torch.channels_last), targets, ellipses if frames is clean else None

    def step(net, batch):
        frames, targets, ellipses = batch
        with amp():
            scores, mask, _ = net(frames)
        loss = soft_cross_entropy(scores, targets, weights)
        parts = {"classification": loss.item()}
        if mask is not None and ellipses is not None:
            segmentation, parts["dice"] = segmentation_loss(mask, ellipses)
            loss = loss + SEGMENTATION_SHARE * segmentation
        return loss, parts

    def logit_of(net):
        def logit(frames):
            with amp():
                scores = net(frames.contiguous(memory_format=torch.channels_last))[0].float()
            return scores[:, 1] - scores[:, 0]

        return logit

    # What was trained before goes on more slowly than what is new.
    new = [p for name, p in net.named_parameters() if name.startswith(("guides", "head"))]
    old = [p for name, p in net.named_parameters() if name.startswith("features")]
    groups = [{"params": new, "scale": 1.0}, {"params": old, "scale": 0.7}]
    if net.mask_net is not None:
        groups.append({"params": list(net.mask_net.parameters()), "scale": 0.3})
    net = train(given, net, prepare, step, logit_of, groups, sizes=((0.3, 0.8), (1.0, 1.0)))
    net = net.to(memory_format=torch.contiguous_format)
    outputs = ["logit", "cam"] + ([] if net.mask_net is None else ["mask"])
    export_trained(ForProduct(net), given, outputs)


def main():
    given = options("", minutes=14, factor=1.8, size=160, learning_rate=1e-3)
    given.add_argument("--stage", choices=("mask", "classify"), required=True)
    given.add_argument("--variant", choices=VARIANTS, default="mga")
    given.add_argument("--mask-share", type=float, default=0.5, help="resolution of the U-Net's picture; 1 is the paper's")
    given.add_argument("--mask", default=os.path.join(WORK, "mga-mask.pt"))
    given.add_argument("--start", default=os.path.join(WORK, "resnet-focal.pt"))
    given = given.parse_args()
    if not given.name:
        given.name = "mga-mask" if given.stage == "mask" else "mga" if given.variant == "mga" else f"mga-{given.variant.lstrip('-')}"
    if given.stage == "mask":
        train_mask(given)
    else:
        train_classifier(given)


if __name__ == "__main__":
    main()
