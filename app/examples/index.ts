import { withOverlay } from '../phantom/overlay.ts';
import { renderView } from '../phantom/renderView.ts';
import { buildScene } from '../phantom/scene.ts';
import { EXAMPLES } from './definitions.ts';
import type { ExampleCase, ExampleView } from './exampleCase.ts';

export type { ExampleCase, ExampleView } from './exampleCase.ts';

/** The twelve simulated cases offered at the first start; definitions only, nothing is rendered. */
export function exampleCases(): readonly ExampleCase[] {
  return EXAMPLES;
}

/** Renders the views of an example: always the same pixels; one to two seconds a view. */
export function renderExample(example: ExampleCase): ExampleView[] {
  const scene = buildScene(example.phantom);
  return example.views.map((kind) => {
    const view = withOverlay(renderView(scene, kind), example.overlay);
    return {
      kind,
      fileName: `${example.id}-${kind}.png`,
      frame: example.scaleKnown ? view.frame : { ...view.frame, spacingMmPerPx: null },
      spacingSource: example.scaleKnown ? 'phantom' : null,
      truth: view.truth,
    };
  });
}
