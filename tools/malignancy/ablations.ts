import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { openClassifier, scoreAll } from './classifier.ts';
import { SYSTEMS, TRAINED } from './systems.ts';

/** Networks that were trained to be compared with, and are not shipped: file in models/training/work → the system. */
const COMPARED: Readonly<Record<string, string>> = {
  // The same networks with 16-bit weights: what storing them in 8 bits costs.
  'resnet-focal-half': 'resnet-focal',
  'mga-half': 'mga-net',
  'csasn-half': 'csasn',
  'mga-base': 'mga-net',
  'mga-channel': 'mga-net',
  'mga-spatial': 'mga-net',
  'mga-serial': 'mga-net',
  'mga-every-block': 'mga-net',
  'mga-L0': 'mga-net',
  'mga-L1': 'mga-net',
  'mga-L2': 'mga-net',
  'mga-L3': 'mga-net',
  'mga-L4': 'mga-net',
  'csasn-without-attention': 'csasn',
  'csasn-without-efficientnet': 'csasn',
  'csasn-without-vit': 'csasn',
};
/** Their logits on the validation frames at the product's detections: numbers only, so that the comparison stays. */
const LOGITS = path.resolve(import.meta.dirname, '../../models/training/logs/malignancy-ablations.csv');

export type Ablation = {
  readonly name: string;
  readonly of: string;
  readonly logits: ReadonlyMap<string, number>;
};

/** Every comparison network: from its file where that is here, else as it was measured when it was. */
export async function ablations(): Promise<Ablation[]> {
  const rows: Record<string, string>[] = existsSync(LOGITS)
    ? parse(readFileSync(LOGITS, 'utf8'), { columns: true })
    : [];
  const known = new Map<string, Map<string, number>>();
  for (const { id, ...values } of rows) {
    for (const [name, value] of Object.entries(values)) {
      if (value === '') continue;
      known.set(name, (known.get(name) ?? new Map()).set(id, Number(value)));
    }
  }
  const networks: Parameters<typeof scoreAll>[1] = Object.fromEntries(
    await Promise.all(
      Object.entries(COMPARED)
        .map(([name, system]) => ({ name, system, file: path.join(TRAINED, `${name}.onnx`) }))
        .filter(({ file }) => existsSync(file))
        .map(async ({ name, system, file }) => {
          const looks = SYSTEMS.find((one) => one.name === system)!;
          return [name, await openClassifier(file, looks)] as const;
        }),
    ),
  );
  if (Object.keys(networks).length > 0) {
    for (const [name, scores] of Object.entries(await scoreAll('validation', networks))) {
      const found = scores.flatMap(({ id, detected }): [string, number][] =>
        detected === null ? [] : [[id, Number(detected.toFixed(4))]],
      );
      known.set(name, new Map(found));
    }
    write(known);
  }
  return [...known].map(([name, logits]) => ({ name, of: COMPARED[name], logits }));
}

function write(known: Map<string, Map<string, number>>): void {
  const names = [...known.keys()].sort();
  const ids = [...new Set(names.flatMap((name) => [...known.get(name)!.keys()]))].sort();
  const lines = ids.map((id) => [id, ...names.map((name) => known.get(name)!.get(id) ?? '')].join(','));
  writeFileSync(LOGITS, `${[['id', ...names].join(','), ...lines].join('\n')}\n`);
}
