"""ResNet18 with focal loss and Grad-CAM (papers/004): benign or malignant from the crop around a nodule.

    models/training/run.sh resnet_focal.py            # trains, writes work/resnet-focal.onnx
    models/training/run.sh resnet_focal.py --width 1.0

As published: ResNet18, two classes, focal loss, flips and rotations, Grad-CAM of the last convolution.
Different here: no package with a licence carries ImageNet weights of ResNet18, so it starts from scratch and is
regularised instead (stronger augmentation, mixup, weight decay, weight average).
"""

import torch
import torch.nn as nn

from malignancy_data import Crops, amp, augmented, class_weights, export_trained, focal, mixed, options, soft_labels, train
from resnet import ResNet


class ResNetFocal(nn.Module):
    def __init__(self, width=0.5, dropout=0.3):
        super().__init__()
        self.features = ResNet(18, width)
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(self.features.channels[-1], 2)

    def forward(self, frame):
        """[n,1,s,s] → class scores [n,2] before the softmax, column 1 malignant."""
        last = self.features(frame)[-1]
        return self.head(self.drop(last.mean((2, 3))))


class ForProduct(nn.Module):
    """frame [1,1,s,s] → logit [1] (log-odds of malignant, mean of the crop and its mirror image) and cam [1,h,w].

    Grad-CAM (Selvaraju et al. 2017) of logit at the last convolution: the gradient of a pooled linear head is its
    weight, the same at every place, so α_c = w_c / hw in closed form; cam = ReLU(Σ_c w_c A_c), in logits.
    """

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, frame):
        both = torch.cat([frame, frame.flip(3)], 0)
        last = self.net.features(both)[-1]
        weight = self.net.head.weight[1] - self.net.head.weight[0]
        scores = self.net.head(last.mean((2, 3)))
        logit = (scores[:, 1] - scores[:, 0]).mean(0, keepdim=True)
        cam = (last * weight[None, :, None, None]).sum(1).relu()
        return logit, (cam[:1] + cam[1:].flip(2)) / 2


def main():
    given = options("resnet-focal", minutes=14, factor=1.5, size=160, learning_rate=2e-3).parse_args()
    net = ResNetFocal(given.width).to(memory_format=torch.channels_last)

    weights = class_weights(Crops().malignant)

    def prepare(rng, crops, chosen, size):
        frames, _ = augmented(rng, crops, chosen, given.factor, size)
        frames, targets = mixed(rng, frames, soft_labels(crops.malignant[chosen]))
        return frames.contiguous(memory_format=torch.channels_last), targets

    def step(net, batch):
        frames, targets = batch
        with amp():
            scores = net(frames)
        return focal(scores, targets, weights), {}

    def logit_of(net):
        def logit(frames):
            with amp():
                scores = net(frames.contiguous(memory_format=torch.channels_last)).float()
            return scores[:, 1] - scores[:, 0]

        return logit

    net = train(given, net, prepare, step, logit_of)
    net = net.to(memory_format=torch.contiguous_format)
    export_trained(ForProduct(net), given, ["logit", "cam"])


if __name__ == "__main__":
    main()
