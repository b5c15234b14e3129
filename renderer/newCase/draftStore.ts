import type { Link } from '../../app/contract/channels.ts';
import { toFailure } from '../../app/failure.ts';
import { watched } from '../app/store.ts';
import { ask } from '../link/link.ts';
import { beforeFlush, shelf } from '../unlock/shelf.ts';
import { assignKinds, type Draft, type DraftPicture, EMPTY_DRAFT, takeFacts } from './draft.ts';
import { keepDraft, readKeptDraft } from './keptDraft.ts';
import { readFile } from './readFile.ts';

/** The one new case being typed. It lives outside the screen: leaving the screen, or a failure, loses nothing. */
export const draft = watched<Draft>(EMPTY_DRAFT);

const KEY = 'thyromap.draft';
let keeping: ReturnType<typeof setTimeout> | undefined;

/** Brings back what a reload interrupted, then keeps every change. Called once, when the link stands. */
export async function restoreDraft(link: Link): Promise<{ lostPictures: string[] }> {
  const kept = readKeptDraft(shelf.getItem(KEY));
  draft.set(kept.draft);
  const keep = () => shelf.setItem(KEY, keepDraft(draft.get()));
  draft.watch(() => {
    clearTimeout(keeping);
    keeping = setTimeout(keep, 250);
  });
  beforeFlush(keep);
  const lostPictures: string[] = [];
  for (const picture of kept.pictures) {
    const { stagedId, frame, ...rest } = picture;
    const reply = await link.send('image.stageFrame', { stagedId, frame });
    if (!reply.ok) {
      lostPictures.push(picture.fileName);
      continue;
    }
    const ready: DraftPicture = {
      ...rest,
      key: nextKey(),
      state: 'ready',
      staged: reply.value,
      failure: null,
    };
    draft.set((now) => ({ ...now, pictures: [...now.pictures, ready] }));
  }
  return { lostPictures };
}

let keys = 0;
const nextKey = (): string => `picture-${++keys}`;

export function changePicture(key: string, part: Partial<DraftPicture>): void {
  draft.set((now) => ({
    ...now,
    pictures: now.pictures.map((p) => (p.key === key ? { ...p, ...part } : p)),
  }));
}

/** Reads the files one after the other (large loops would fill the memory together); each shows as soon as it is read. */
export async function addPictures(link: Link, files: readonly File[]): Promise<void> {
  const added = files.map((file): { file: File; picture: DraftPicture } => ({
    file,
    picture: {
      key: nextKey(),
      fileName: file.name,
      state: 'reading',
      staged: null,
      failure: null,
      kind: null,
      kindPicked: false,
      typedSpacing: '',
      keepWriting: false,
    },
  }));
  draft.set((now) => ({ ...now, pictures: [...now.pictures, ...added.map((a) => a.picture)] }));
  for (const { file, picture } of added) {
    try {
      const staged = await ask(link, 'image.stage', { file: await readFile(file) });
      if (!draft.get().pictures.some((p) => p.key === picture.key)) {
        void link.send('image.discard', { stagedId: staged.stagedId });
        continue;
      }
      changePicture(picture.key, { state: 'ready', staged });
      draft.set((now) => takeFacts({ ...now, pictures: assignKinds(now.pictures) }, staged));
    } catch (thrown) {
      changePicture(picture.key, { state: 'failed', failure: toFailure(thrown) });
    }
  }
}

export function removePicture(link: Link, key: string): void {
  const gone = draft.get().pictures.find((p) => p.key === key);
  if (gone?.staged) void link.send('image.discard', { stagedId: gone.staged.stagedId });
  draft.set((now) => ({ ...now, pictures: assignKinds(now.pictures.filter((p) => p.key !== key)) }));
}

/** Empties the draft. Pictures that became part of a case are not discarded. */
export function clearDraft(link: Link, usedStagedIds: readonly string[] = []): void {
  for (const { staged } of draft.get().pictures) {
    if (staged && !usedStagedIds.includes(staged.stagedId)) {
      void link.send('image.discard', { stagedId: staged.stagedId });
    }
  }
  draft.set(EMPTY_DRAFT);
  shelf.removeItem(KEY);
}
