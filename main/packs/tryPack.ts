import { FailureError, toFailure } from '../../app/failure.ts';
import { createInference } from '../inference/client.ts';
import type { Inference } from '../inference/client.types.ts';
import type { ReadPack } from '../inference/packFiles.ts';
import type { StartInference } from '../inference/port.ts';
import { askOpinions } from '../opinions/askOpinions.ts';
import { assess } from '../pipeline/assess.ts';
import { trialInput, trialOpinionCase } from './trialCase.ts';

/** Long enough for a large network's first run on a slow machine. */
const TIMEOUT_MS = 120_000;

/**
 * Loads a staged pack in an inference process of its own (every hash, every input and output against its
 * description) and asks it about a drawn case. What goes wrong there touches nothing that is in use.
 * @throws FailureError `packImport.…`
 */
export async function tryPack(pack: ReadPack, start: StartInference): Promise<void> {
  const inference = createInference({
    start,
    packFolder: () => pack.folder,
    threads: () => 1,
    timeoutMs: TIMEOUT_MS,
  });
  try {
    if (pack.manifest.networks.length > 0) await inference.pack();
    if (pack.manifest.task === 'lateralNeck') await assess(trialInput(), { inference });
    else await askOnce(pack, inference);
  } catch (error) {
    throw asImportFailure(pack, error);
  } finally {
    await inference.close();
  }
}

async function askOnce(pack: ReadPack, inference: Inference): Promise<void> {
  const { failures } = await askOpinions(trialOpinionCase(), [withoutLimit(pack)], inference);
  const [failed] = failures;
  if (failed) throw new FailureError(failed.code, failed.values, failed.detail);
}

/** The drawn smear is none, and a pack that knows its own would leave it out: every network is to be run once. */
function withoutLimit(pack: ReadPack): ReadPack {
  const { unlikeMax: _limit, ...parameters } = pack.manifest.parameters ?? {};
  return pack.manifest.parameters ? { ...pack, manifest: { ...pack.manifest, parameters } } : pack;
}

/** The same faults, in a sentence for somebody who brings a pack instead of somebody whose installation is damaged. */
const AT_IMPORT: Record<string, string> = {
  'pack.mismatch': 'packImport.mismatch',
  'pack.notLoadable': 'packImport.notLoadable',
  'pack.externalData': 'packImport.externalData',
  'pack.altered': 'packImport.hashWrong',
  'inference.died': 'packImport.crashes',
};

function asImportFailure({ manifest }: ReadPack, error: unknown): FailureError {
  const { code, values, detail } = toFailure(error);
  const pack = `${manifest.name} ${manifest.version}`;
  const file = values.file ?? pack;
  return new FailureError(
    AT_IMPORT[code] ?? 'packImport.trialFailed',
    { file, pack },
    [code, detail].filter(Boolean).join(': '),
  );
}
