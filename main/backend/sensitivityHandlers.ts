import type { Handlers } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import type { Inference } from '../inference/client.types.ts';
import { getAssessment, getSettings, loadCaseForAssessment, type Store } from '../store/index.ts';
import { toInput } from './assessStored.ts';
import type { Emit } from './queue.ts';

type SensitivityHandlers = Pick<Handlers, 'explanation.sensitivity' | 'explanation.cancel'>;

/** The estimate made again must be the one on screen; what float32 may differ by is far less. */
const SAME_PROBABILITY = 1e-4;

/** Answers "what would change this estimate?" on demand; nothing of it is stored. */
export function sensitivityHandlers(store: Store, inference: Inference, emit: Emit): SensitivityHandlers {
  const running = new Map<string, AbortController>();
  return {
    'explanation.sensitivity': async ({ requestId, assessmentId }) => {
      const abort = new AbortController();
      running.set(requestId, abort);
      try {
        const assessment = getAssessment(store, assessmentId);
        if (!assessment.risk) throw new FailureError('sensitivity.withheld');
        const loaded = await loadCaseForAssessment(store, assessment.caseId);
        if (loaded.case.revision !== assessment.caseRevision) throw new FailureError('sensitivity.stale');
        const pack = await inference.pack();
        const used = new Set(assessment.models.map((model) => model.sha256));
        if (!pack.manifest.networks.every((network) => used.has(network.sha256)))
          throw new FailureError('sensitivity.otherPack');
        // Loaded when first asked, like the pipeline itself.
        const { sensitivityOf } = await import('../pipeline/sensitivity.ts');
        const { viewsAsAssessed } = await import('../pipeline/viewsAsAssessed.ts');
        const settings = { ...getSettings(store), prevalence: assessment.risk.prevalence };
        const input = toInput(loaded, settings);
        const views = viewsAsAssessed(input.views, assessment);
        let asked = 0;
        const answer = await sensitivityOf(
          views,
          { facts: { ...input.facts, ...assessment.facts }, settings },
          {
            inference,
            signal: abort.signal,
            onAsked: () => emit('explanation.asked', { requestId, asked: ++asked }),
          },
        );
        if (Math.abs(answer.now.probability - assessment.risk.probability) > SAME_PROBABILITY)
          throw new FailureError('explanation.notReproduced');
        return answer;
      } catch (thrown) {
        if (abort.signal.aborted) throw new FailureError('sensitivity.cancelled');
        throw thrown;
      } finally {
        running.delete(requestId);
      }
    },
    'explanation.cancel': async ({ requestId }) => {
      running.get(requestId)?.abort();
      return {};
    },
  };
}
