import type { Handlers } from '../../app/contract/channels.ts';
import type { Smear } from '../../app/cytology/smear.ts';

/** The invented backend's smear pictures: names only, nothing is read. */
export function fakeCytology(): Pick<Handlers, Extract<keyof Handlers, `cytology.${string}`>> {
  const kept = new Map<string, Smear[]>();
  const removed = new Map<string, Smear>();
  const of = (caseId: string): Smear[] => kept.get(caseId) ?? [];
  return {
    'cytology.list': async ({ caseId }) => ({ smears: of(caseId) }),
    'cytology.add': async ({ caseId, files }) => {
      const taken = files.filter((file) => !/\.txt$/.test(file.name));
      const smears = taken.map(({ name }, i) => ({
        imageId: `smear-${of(caseId).length + i}-${name}`,
        fileName: name,
        width: 256,
        height: 256,
      }));
      kept.set(caseId, [...of(caseId), ...smears]);
      const refused = files
        .filter((file) => !taken.includes(file))
        .map((file) => ({ code: 'cytology.notSmear', values: { file: file.name } }));
      return { smears: of(caseId), refused };
    },
    'cytology.remove': async ({ caseId, imageId }) => {
      const gone = of(caseId).find((smear) => smear.imageId === imageId);
      if (gone) removed.set(imageId, gone);
      kept.set(
        caseId,
        of(caseId).filter((smear) => smear !== gone),
      );
      return { smears: of(caseId) };
    },
    'cytology.restore': async ({ caseId, imageId }) => {
      const back = removed.get(imageId);
      if (back) kept.set(caseId, [...of(caseId), back]);
      return { smears: of(caseId) };
    },
  };
}
