import type { AssessedReportPart } from '../../app/case/assessment.ts';
import { type FusionTensors, fusionInputs } from '../../app/fusion/fusionInputs.ts';
import type { Inference } from '../inference/client.types.ts';
import type { DescribedView } from './assess.ts';
import type { AssessInput } from './assessInput.ts';
import { explainReport } from './explainReport.ts';
import { fusionView, logitOf, riskOfLogit } from './fuse.ts';
import { readReport, reportOf } from './readReport.ts';

export type ReportExplained = {
  /** The estimate made again, to be held against the one on screen. */
  readonly probability: number;
  readonly parts: AssessedReportPart[];
};

/**
 * What each part of the report does to an estimate that was made before.
 *
 * @param views the views that carried the estimate, with the outlines it used
 */
export async function explainReportAgain(
  views: readonly DescribedView[],
  { facts, settings }: Pick<AssessInput, 'facts' | 'settings'>,
  inference: Inference,
  signal: AbortSignal,
): Promise<ReportExplained> {
  const pack = await inference.pack();
  const report = await readReport(facts.report, pack, inference);
  const tensors = fusionInputs(views.map(fusionView), reportOf(report), facts);
  // Stopped between two runs, not within one: that would end the inference process, and the next case would wait for it.
  const ask = (changed: FusionTensors) => {
    signal.throwIfAborted();
    return logitOf(changed, inference);
  };
  const toRisk = (one: number) => riskOfLogit(one, tensors, pack, settings);
  const logit = await ask(tensors);
  return {
    probability: toRisk(logit),
    parts: await explainReport(tensors, logit, facts.report, report.tokenised, toRisk, ask),
  };
}
