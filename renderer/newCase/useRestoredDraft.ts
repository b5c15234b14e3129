import { useEffect } from 'react';
import { toast } from '../app/toasts.ts';
import { useLink } from '../link/link.ts';
import { listOf } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { restoreDraft } from './draftStore.ts';

let restored = false;

/** Brings the interrupted new case back at start; tells which pictures the backend no longer holds. */
export function useRestoredDraft(): void {
  const link = useLink();
  const { t, language } = useWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, in the words of that moment
  useEffect(() => {
    if (restored) return;
    restored = true;
    void restoreDraft(link).then(({ lostPictures }) => {
      if (lostPictures.length === 0) return;
      toast({ stayMs: null, text: t('newCase.lostPictures', { files: listOf(lostPictures, language) }) });
    });
  }, [link]);
}
