import { type ExampleCase, exampleCases } from '../../app/examples/index.ts';
import { startExampleRenderer } from '../examples/renderer.ts';
import { casesWithImage, createCase, type Store, writeGreyPng } from '../store/index.ts';
import { fingerprint } from './staging.ts';

const running = new WeakMap<Store, Promise<{ caseIds: string[] }>>();

/**
 * Adds the simulated example cases, each as soon as it is rendered; one that is there already is left as it is.
 * Asked again meanwhile (a second click), it is the same work. Returns the ids of all of them.
 */
export function addExamples(
  store: Store,
  onCreated: (caseId: string) => void,
  examples: readonly ExampleCase[] = exampleCases(),
): Promise<{ caseIds: string[] }> {
  const work =
    running.get(store) ?? renderAndStore(store, onCreated, examples).finally(() => running.delete(store));
  running.set(store, work);
  return work;
}

async function renderAndStore(
  store: Store,
  onCreated: (caseId: string) => void,
  examples: readonly ExampleCase[],
): Promise<{ caseIds: string[] }> {
  const caseIds: string[] = [];
  const renderer = startExampleRenderer();
  try {
    for (const example of examples) {
      const known = casesWithImage(store, exampleSha256(example.id, example.views[0]!))[0];
      if (known) {
        caseIds.push(known.caseId);
        continue;
      }
      const views = await renderer.render(example.id);
      const pngs = await Promise.all(views.map(({ frame }) => writeGreyPng(frame)));
      const created = createCase(store, {
        facts: example.facts,
        simulated: true,
        views: views.map(({ kind, fileName, frame, spacingSource }, i) => ({
          kind,
          spacingMmPerPx: frame.spacingMmPerPx,
          spacingSource,
          image: {
            png: pngs[i]!,
            width: frame.width,
            height: frame.height,
            sha256: exampleSha256(example.id, kind),
            fileName,
            colour: false,
          },
        })),
      });
      caseIds.push(created.id);
      onCreated(created.id);
    }
  } finally {
    await renderer.close();
  }
  return { caseIds };
}

/** An example has no file; its name stands for it. */
function exampleSha256(exampleId: string, kind: string): string {
  return fingerprint(Buffer.from(`thyromap ${exampleId} ${kind}`));
}
