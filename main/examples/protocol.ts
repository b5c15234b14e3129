import type { SpacingSource, ViewKind } from '../../app/case/patientCase.ts';
import type { GreyFrame } from '../../app/image/greyFrame.ts';

/** What the backend asks of the thread that renders examples: one example's id at a time. */
export type RenderRequest = { exampleId: string };

export type RenderedView = {
  kind: ViewKind;
  fileName: string;
  frame: GreyFrame;
  spacingSource: SpacingSource | null;
};
export type RenderReply = { exampleId: string; views: RenderedView[] };
