import type { Mask } from '../../../app/segmentation/mask.ts';
import type { LocalCpdt } from '../frame/capsuleDistance.ts';

export type DistanceQuestion = { readonly gland: Mask; readonly nodule: Mask; readonly glandByHand: boolean };
/** Null where there is no distance: a mask is empty, or the gland shows no capsule. */
export type DistanceAnswer = Pick<
  LocalCpdt,
  'minDistancePx' | 'nodulePoint' | 'capsulePoint' | 'centralPoint'
> | null;

/** What this needs of a Worker. */
export type Measurer = {
  postMessage(question: DistanceQuestion): void;
  onmessage: ((event: { data: DistanceAnswer }) => void) | null;
  terminate(): void;
};

/**
 * Keeps a distance current while masks change: one question at a time, always about the newest state. Whatever
 * was asked in between is left out, and the last state asked about is always answered.
 */
export function liveDistance(
  measurer: Measurer,
  question: () => DistanceQuestion,
  heard: (answer: DistanceAnswer) => void,
) {
  let busy = false;
  let waiting = false;
  const ask = () => {
    if (busy) {
      waiting = true;
      return;
    }
    busy = true;
    measurer.postMessage(question());
  };
  measurer.onmessage = ({ data }) => {
    busy = false;
    heard(data);
    if (waiting) {
      waiting = false;
      ask();
    }
  };
  return { ask, close: () => measurer.terminate() };
}

export function startMeasurer(): Measurer {
  return new Worker(new URL('./liveDistance.worker.ts', import.meta.url), { type: 'module' }) as Measurer;
}
