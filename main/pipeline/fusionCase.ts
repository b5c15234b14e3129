import { type FusionTensors, fusionInputs } from '../../app/fusion/fusionInputs.ts';
import type { Inference } from '../inference/client.types.ts';
import type { DescribedView } from './assess.ts';
import type { AssessInput } from './assessInput.ts';
import { isChild, isUnfit } from './findings.ts';
import { fusionView } from './fuse.ts';
import { describeView, locateView } from './locateView.ts';
import { prepareView } from './prepareView.ts';
import { type ReadReport, readReport, reportOf } from './readReport.ts';
import { segmentView } from './segmentView.ts';

/** A case up to the fusion network: what is known of its views and its report, and the network's inputs. */
export type FusionCase = {
  readonly views: readonly DescribedView[];
  readonly report: ReadReport;
  readonly tensors: FusionTensors;
};

/** The first five steps of an assessment, for what asks the fusion network again; null where it would be withheld. */
export async function fusionCase(
  input: AssessInput,
  inference: Inference,
  signal?: AbortSignal,
): Promise<FusionCase | null> {
  if (isChild(input.facts)) return null;
  const pack = await inference.pack();
  const views: DescribedView[] = [];
  for (const view of input.views) {
    const located = locateView(await segmentView(prepareView(view), pack.manifest, inference, signal));
    const morphology =
      located && !located.contradicts && !isUnfit(located.segmented) ? describeView(located) : null;
    if (located && morphology) views.push({ located, morphology });
  }
  if (views.length === 0) return null;
  const report = await readReport(input.facts.report, pack, inference, signal);
  return { views, report, tensors: fusionInputs(views.map(fusionView), reportOf(report), input.facts) };
}
