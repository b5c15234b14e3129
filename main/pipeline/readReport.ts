import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FailureError } from '../../app/failure.ts';
import { reportEncoderInputs, reportVectors } from '../../app/report/encoderTensors.ts';
import {
  createReportTokeniser,
  REPORT_TOKENS,
  REPORT_WIDTH,
  type TokenisedReport,
} from '../../app/report/tokenise.ts';
import type { ActivePack, Inference } from '../inference/client.types.ts';
import { networkOf } from './networkOf.ts';

/** A report as the fusion network reads it. */
export type ReadReport = { readonly tokenised: TokenisedReport; readonly vectors: Float32Array };

/** One tokeniser a pack: building it from the vocabulary takes tens of milliseconds. */
const tokenisers = new Map<string, (report: string) => TokenisedReport>();

/** Step "report": tokens with their places in the text, and a vector for each. */
export async function readReport(
  text: string,
  pack: ActivePack,
  inference: Inference,
  signal?: AbortSignal,
): Promise<ReadReport> {
  const tokenised = tokeniserOf(pack)(text);
  if (tokenised.tokens.length === 0)
    return { tokenised, vectors: new Float32Array(REPORT_TOKENS * REPORT_WIDTH) };
  const outputs = await inference.run('report', reportEncoderInputs(tokenised), signal);
  return { tokenised, vectors: reportVectors(outputs.last_hidden_state!.data as Float32Array, tokenised) };
}

function tokeniserOf(pack: ActivePack): (report: string) => TokenisedReport {
  const known = tokenisers.get(pack.sha256);
  if (known) return known;
  const { parameters } = networkOf(pack.manifest, 'report');
  const file = String(parameters.vocabulary);
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(pack.folder, file));
  } catch {
    throw new FailureError('pack.fileMissing', { file });
  }
  if (createHash('sha256').update(bytes).digest('hex') !== parameters.vocabularySha256) {
    throw new FailureError('pack.altered', { file });
  }
  const tokeniser = createReportTokeniser(bytes.toString('utf8'));
  tokenisers.set(pack.sha256, tokeniser);
  return tokeniser;
}

/** The report as the fusion network takes it; null where it holds no token. */
export function reportOf(report: ReadReport) {
  return report.tokenised.tokens.length > 0 ? { vectors: report.vectors, mask: report.tokenised.mask } : null;
}
