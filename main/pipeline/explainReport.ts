import type { AssessedReportPart } from '../../app/case/assessment.ts';
import { partShares, REPORT_PARTS_MAX, reportPartEffects } from '../../app/explanation/reportEffects.ts';
import type { FusionTensors } from '../../app/fusion/fusionInputs.ts';
import { readParts } from '../../app/report/reportParts.ts';
import type { TokenisedReport } from '../../app/report/tokenise.ts';

/**
 * What each part of the report does to an estimate. It takes two runs of the network a part, more than all else of an
 * assessment: the windows ask for it when a result is opened, the terminal within the assessment.
 *
 * @param logit the raw log-odds of the case as it is
 * @param toRisk raw log-odds to displayed probability
 */
export async function explainReport(
  tensors: FusionTensors,
  logit: number,
  text: string,
  { tokens }: TokenisedReport,
  toRisk: (logit: number) => number,
  ask: (tensors: FusionTensors) => Promise<number>,
): Promise<AssessedReportPart[]> {
  const parts = readParts(text, tokens, REPORT_PARTS_MAX);
  const effects = await reportPartEffects(tensors, logit, parts, ask);
  const shares = partShares(effects);
  return parts.map(({ start, end }, i) => ({
    start,
    end,
    share: shares[i]!,
    raises: effects[i]!.effect > 0,
    without: toRisk(effects[i]!.without),
  }));
}
