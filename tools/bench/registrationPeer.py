"""ANTs' SyN, driven line by line by registration.ts: `<way> <fixed> <moving> <warped>` (raw float32 files, size²)
answers `<wall ms> <processor ms> <smallest Jacobian determinant>` and writes the moving image as SyN warped it."""

import os
import sys
import time

os.environ["ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS"] = "2"

import ants  # noqa: E402
import numpy as np  # noqa: E402

SIZE = int(sys.argv[1])
WAYS = {
    # as ANTsPy ships it: mutual information; 40 and 20 steps at a quarter and half the resolution, none at the whole
    "shipped": {},
    # by the very measure that is compared, to the whole resolution
    "mse": {"syn_metric": "meansquares", "reg_iterations": (100, 70, 50)},
}


def read(name):
    return ants.from_numpy(np.fromfile(name, np.float32).reshape(SIZE, SIZE))


def smallest_jacobian(transforms):
    """Over the four corners of every cell of the displacement field, as atlas/registration/field.ts measures it."""
    field = ants.image_read(next(name for name in transforms if name.endswith(".nii.gz"))).numpy()
    x, y = field[..., 0], field[..., 1]
    xx, yx = 1 + np.diff(x, axis=0), np.diff(y, axis=0)
    xy, yy = np.diff(x, axis=1), 1 + np.diff(y, axis=1)
    across = ((xx[:, :-1], yx[:, :-1]), (xx[:, 1:], yx[:, 1:]))
    down = ((xy[:-1], yy[:-1]), (xy[1:], yy[1:]))
    return min((a * d - b * c).min() for a, c in across for b, d in down)


print(ants.__version__, flush=True)
for line in sys.stdin:
    way, fixed_name, moving_name, warped_name = line.split()
    fixed, moving = read(fixed_name), read(moving_name)
    wall, processor = time.perf_counter(), time.process_time()
    result = ants.registration(fixed, moving, type_of_transform="SyN", random_seed=1, **WAYS[way])
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    result["warpedmovout"].numpy().astype(np.float32).tofile(warped_name)
    folds = smallest_jacobian(result["fwdtransforms"])
    for name in {*result["fwdtransforms"], *result["invtransforms"]}:
        if os.path.exists(name):
            os.remove(name)
    print(1000 * wall, 1000 * processor, folds, flush=True)
