import { locate } from '../frame/shownView.ts';
import type { DistanceAnswer, DistanceQuestion } from './liveDistance.ts';

/** Measures the distance to the capsule beside the page, so that the brush never waits for it. */
addEventListener('message', ({ data }: MessageEvent<DistanceQuestion>) => {
  const found = locate(data.gland, data.nodule, data.glandByHand);
  const answer: DistanceAnswer = found && {
    minDistancePx: found.minDistancePx,
    nodulePoint: found.nodulePoint,
    capsulePoint: found.capsulePoint,
    centralPoint: found.centralPoint,
  };
  postMessage(answer);
});
