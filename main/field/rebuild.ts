import { randomUUID } from 'node:crypto';
import type { FieldVersion, RebuildJob, VersionSource } from '../../app/contract/fieldChannels.ts';
import { FailureError, toFailure } from '../../app/failure.ts';
import type { Emit } from '../backend/queue.ts';
import { saveField } from '../store/fieldVersions.ts';
import { assessmentBody, casesWithOutcome } from '../store/outcomes.ts';
import { type Actor, actingAs, type Store } from '../store/store.ts';
import { type FieldBuilder, startFieldBuilder } from './builder.ts';
import { packGrid } from './packGrid.ts';

/** Fewer cases than this make no field worth looking at: two regions' worth, with both outcomes among them. */
export const MIN_REBUILD = 16;

/** Pooled with the clinic's own, the simulated cohort counts as this many cases. */
export const SIMULATED_WORTH = 200;

export type Rebuilder = {
  /**
   * Starts a rebuild in its own thread.
   *
   * @throws FailureError `field.tooFewCases`, `field.oneOutcome`, `field.alreadyRebuilding`
   */
  start(source: VersionSource): RebuildJob;
  cancel(): void;
  /** The rebuild under way, or the last one. */
  job(): RebuildJob | null;
  /** Cancels and waits until nothing runs. */
  close(): Promise<void>;
};

/** Rebuilds the risk field from cases with a recorded outcome. Nothing is kept before the very end. */
export function createRebuilder(store: Store, emit: Emit, startBuilder = startFieldBuilder): Rebuilder {
  let job: RebuildJob | null = null;
  let running: { builder: FieldBuilder; cancelled: boolean; ended: Promise<void> } | null = null;

  function change(changes: Partial<RebuildJob>): void {
    job = { ...job!, ...changes };
    emit('field.rebuilding', { job });
  }

  async function run(source: VersionSource, by: Actor, run: { builder: FieldBuilder; cancelled: boolean }) {
    const { builder } = run;
    try {
      const leftOut: FieldVersion['leftOut'] = [];
      const caseIds: string[] = [];
      const known = casesWithOutcome(store, source === 'examples');
      for (const [i, one] of known.entries()) {
        const reply =
          one.assessmentN === null
            ? null
            : await builder.ask({
                kind: 'case',
                id: one.caseId,
                metastatic: one.metastatic,
                body: assessmentBody(store, one.assessmentN),
              });
        if (run.cancelled) return;
        const reason = reply?.kind === 'placed' ? reply.leftOut : 'noOutlines';
        if (reason) leftOut.push({ caseId: one.caseId, reason });
        else caseIds.push(one.caseId);
        change({ done: i + 1 });
      }
      checkEnough(known.filter((one) => caseIds.includes(one.caseId)));
      change({ step: 'smoothing' });
      const simulatedWorth = source === 'clinicAndBuiltIn' ? SIMULATED_WORTH : 0;
      const fieldId = randomUUID();
      const reply = await builder.ask({ kind: 'build', fieldId, source, simulatedWorth });
      if (run.cancelled || reply.kind !== 'built') return;
      const { field } = reply;
      change({ step: 'saving' });
      actingAs(store, by, () =>
        saveField(
          store,
          {
            id: fieldId,
            source,
            caseIds,
            leftOut,
            cases: field.cases,
            metastatic: field.metastatic,
            simulatedWorth,
            smoothingMm: field.smoothingMm,
            smoothing: field.smoothing && { ...field.smoothing, trials: [...field.smoothing.trials] },
            withoutRegion: field.withoutRegion,
            regions: [...field.regions],
            curve: [...field.curve],
          },
          packGrid(field),
        ),
      );
      change({ state: 'done', fieldId });
      emit('field.changed', {});
    } catch (thrown) {
      if (run.cancelled) return;
      if (!(thrown instanceof FailureError)) console.error('rebuilding the risk field:', thrown);
      change({ state: 'failed', failure: toFailure(thrown) });
    } finally {
      await builder.end();
    }
  }

  return {
    start(source) {
      if (running) throw new FailureError('field.alreadyRebuilding', {});
      const known = casesWithOutcome(store, source === 'examples');
      checkEnough(known);
      job = {
        jobId: randomUUID(),
        source,
        state: 'running',
        step: 'placing',
        done: 0,
        total: known.length,
        fieldId: null,
        failure: null,
      };
      emit('field.rebuilding', { job });
      const started = { builder: startBuilder(), cancelled: false };
      const ended = run(source, store.actor, started).finally(() => {
        running = null;
      });
      running = Object.assign(started, { ended });
      return job;
    },
    cancel() {
      if (!running || running.cancelled) return;
      running.cancelled = true;
      change({ state: 'cancelled' });
      void running.builder.end();
    },
    job: () => job,
    async close() {
      if (!running) return;
      running.cancelled = true;
      await running.builder.end();
      await running.ended;
    },
  };
}

function checkEnough(cases: readonly { metastatic: boolean }[]): void {
  if (cases.length < MIN_REBUILD)
    throw new FailureError('field.tooFewCases', { cases: cases.length, needed: MIN_REBUILD });
  const metastatic = cases.filter((one) => one.metastatic).length;
  if (metastatic === 0 || metastatic === cases.length) throw new FailureError('field.oneOutcome', {});
}
