/**
 * How wide a crop a malignancy network should see: its AUC on the training frames set aside, at the product's own
 * detections and at the drawn boxes, for several sides of the square. The validation split is not touched.
 * Usage: node tools/malignancy/cropChoice.ts NAME   (resnet-focal, mga-net or csasn; 2 minutes)
 */
import path from 'node:path';
import { auc } from '../../app/statistics/auc.ts';
import { openClassifier, scoreAll } from './classifier.ts';
import { folderOf, SYSTEMS } from './systems.ts';

const FACTORS = [1.35, 1.5, 1.65, 1.8, 2, 2.2];

const system = SYSTEMS.find(({ name }) => name === process.argv[2]);
if (!system) throw new Error(`name one of ${SYSTEMS.map(({ name }) => name).join(', ')}`);
const file = path.join(folderOf(system), 'classifier.onnx');
const networks = Object.fromEntries(
  await Promise.all(
    FACTORS.map(
      async (cropFactor) =>
        [
          String(cropFactor),
          await openClassifier(file, { inputSize: system.inputSize, cropFactor }),
        ] as const,
    ),
  ),
);
const scored = await scoreAll('aside', networks);
for (const factor of FACTORS) {
  const scores = scored[String(factor)];
  const found = scores.filter((one) => one.detected !== null);
  const outcomes = found.map((one) => (one.malignant ? 1 : 0));
  const detected = auc(
    found.map((one) => one.detected!),
    outcomes,
  );
  const drawn = auc(
    found.map((one) => one.drawn),
    outcomes,
  );
  console.log(
    `${factor} × the box: AUC ${detected.toFixed(3)} at ${found.length} detections, ${drawn.toFixed(3)} at the drawn boxes`,
  );
}
