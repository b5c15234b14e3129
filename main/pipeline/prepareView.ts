import type { Box, GreyFrame } from '../../app/image/greyFrame.ts';
import { type FrameQuality, measureQuality } from '../../app/image/quality.ts';
import { standardiseBrightness } from '../../app/image/standardise.ts';
import { blankOutside, tissueBox } from '../../app/image/tissueBox.ts';
import type { ViewInput } from './assessInput.ts';

/** A view ready for the networks. */
export type PreparedView = {
  readonly view: ViewInput;
  /** Text beside the tissue made black, brightness standardised; same size and coordinates as the frame. */
  readonly frame: GreyFrame;
  readonly tissue: Box;
  readonly quality: FrameQuality;
};

/** Step "image": find the tissue, measure its quality on the frame as it came, then standardise. */
export function prepareView(view: ViewInput): PreparedView {
  const tissue = tissueBox(view.frame);
  return {
    view,
    tissue,
    quality: measureQuality(view.frame, tissue),
    frame: standardiseBrightness(blankOutside(view.frame, tissue)),
  };
}
