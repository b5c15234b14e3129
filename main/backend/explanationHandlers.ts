import type { Assessment } from '../../app/case/assessment.ts';
import type { Handlers } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import type { Inference } from '../inference/client.types.ts';
import type { DescribedView } from '../pipeline/assess.ts';
import type { AssessInput } from '../pipeline/assessInput.ts';
import { getAssessment, getSettings, loadCaseForAssessment, type Store } from '../store/index.ts';
import { toInput } from './assessStored.ts';
import type { Emit } from './queue.ts';

type ExplanationHandlers = Pick<
  Handlers,
  'explanation.sensitivity' | 'explanation.report' | 'explanation.cancel'
>;

/** The estimate made again must be the one on screen; what float32 may differ by is far less. */
const SAME_PROBABILITY = 1e-4;

/** An estimate as it was made, ready to be asked about. */
type Made = {
  readonly risk: NonNullable<Assessment['risk']>;
  readonly views: DescribedView[];
  readonly input: Pick<AssessInput, 'facts' | 'settings'>;
};

/** Answers what is asked about an estimate after it was made; nothing of it is stored. */
export function explanationHandlers(store: Store, inference: Inference, emit: Emit): ExplanationHandlers {
  const running = new Map<string, AbortController>();

  /** Refuses what could not be the estimate on screen: none made, another case by now, another pack in use. */
  async function made(assessmentId: string): Promise<Made> {
    const assessment = getAssessment(store, assessmentId);
    const { risk } = assessment;
    if (!risk) throw new FailureError('sensitivity.withheld');
    const loaded = await loadCaseForAssessment(store, assessment.caseId);
    if (loaded.case.revision !== assessment.caseRevision) throw new FailureError('sensitivity.stale');
    const pack = await inference.pack();
    const used = new Set(assessment.models.map((model) => model.sha256));
    if (!pack.manifest.networks.every((network) => used.has(network.sha256)))
      throw new FailureError('sensitivity.otherPack');
    // Loaded when first asked, like the pipeline itself.
    const { viewsAsAssessed } = await import('../pipeline/viewsAsAssessed.ts');
    const settings = { ...getSettings(store), prevalence: risk.prevalence };
    const input = toInput(loaded, settings);
    return {
      risk,
      views: viewsAsAssessed(input.views, assessment),
      input: { facts: { ...input.facts, ...assessment.facts }, settings },
    };
  }

  async function cancellable<T>(requestId: string, answer: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    running.set(requestId, abort);
    try {
      return await answer(abort.signal);
    } catch (thrown) {
      if (abort.signal.aborted) throw new FailureError('sensitivity.cancelled');
      throw thrown;
    } finally {
      running.delete(requestId);
    }
  }

  function sameAs({ risk }: Made, probability: number): void {
    if (Math.abs(probability - risk.probability) > SAME_PROBABILITY)
      throw new FailureError('explanation.notReproduced');
  }

  return {
    'explanation.sensitivity': ({ requestId, assessmentId }) =>
      cancellable(requestId, async (signal) => {
        const estimate = await made(assessmentId);
        const { sensitivityOf } = await import('../pipeline/sensitivity.ts');
        let asked = 0;
        const answer = await sensitivityOf(estimate.views, estimate.input, {
          inference,
          signal,
          onAsked: () => emit('explanation.asked', { requestId, asked: ++asked }),
        });
        sameAs(estimate, answer.now.probability);
        return answer;
      }),
    'explanation.report': ({ requestId, assessmentId }) =>
      cancellable(requestId, async (signal) => {
        const estimate = await made(assessmentId);
        const { explainReportAgain } = await import('../pipeline/explainReportAgain.ts');
        const { probability, parts } = await explainReportAgain(
          estimate.views,
          estimate.input,
          inference,
          signal,
        );
        sameAs(estimate, probability);
        return { parts };
      }),
    'explanation.cancel': async ({ requestId }) => {
      running.get(requestId)?.abort();
      return {};
    },
  };
}
