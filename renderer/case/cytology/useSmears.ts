import { useCallback, useEffect, useState } from 'react';
import { SMEARS_AT_ONCE, type Smear } from '../../../app/cytology/smear.ts';
import { toast } from '../../app/toasts.ts';
import { useFailureToast } from '../../app/useFailureToast.ts';
import { ask, useGeneration, useLink, useListen } from '../../link/link.ts';
import { readFile } from '../../newCase/readFile.ts';
import { useWords } from '../../words/words.ts';

/** The smear pictures of a case, kept current, and what can be done with them. */
export function useSmears(caseId: string, assess: () => void) {
  const link = useLink();
  const generation = useGeneration();
  const { t } = useWords();
  const showFailure = useFailureToast();
  const [smears, setSmears] = useState<readonly Smear[]>([]);
  const [adding, setAdding] = useState(false);

  const load = useCallback(() => {
    let current = true;
    ask(link, 'cytology.list', { caseId }).then(
      (found) => current && setSmears(found.smears),
      // The case screen itself says when a case cannot be read.
      () => {},
    );
    return () => {
      current = false;
    };
  }, [link, caseId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new connection reads again
  useEffect(load, [load, generation]);
  useListen('case.changed', (event) => {
    if (event.caseId === caseId) load();
  });

  /** Sends files a few at a time; each that is refused is named with its reason, the others stay. */
  const add = async (files: readonly File[]) => {
    setAdding(true);
    let added = 0;
    try {
      for (let at = 0; at < files.length; at += SMEARS_AT_ONCE) {
        const read = await Promise.allSettled(
          files.slice(at, at + SMEARS_AT_ONCE).map((file) => readFile(file)),
        );
        const readable = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
        for (const one of read) if (one.status === 'rejected') showFailure(one.reason);
        if (readable.length === 0) continue;
        const reply = await ask(link, 'cytology.add', { caseId, files: readable });
        setSmears(reply.smears);
        for (const failure of reply.refused) showFailure(failure);
        added += readable.length - reply.refused.length;
      }
    } catch (thrown) {
      showFailure(thrown);
    }
    setAdding(false);
    if (added === 0) return;
    toast({
      text: added === 1 ? t('cytology.addedOne') : t('cytology.added', { pictures: added }),
      action: { label: t('cytology.assess'), run: assess },
    });
  };

  const remove = (smear: Smear) => {
    const { imageId, fileName } = smear;
    ask(link, 'cytology.remove', { caseId, imageId }).then((left) => {
      setSmears(left.smears);
      toast({
        text: t('cytology.removed', { file: fileName }),
        action: {
          label: t('cytology.undo'),
          run: () =>
            void ask(link, 'cytology.restore', { caseId, imageId }).then(
              (back) => setSmears(back.smears),
              showFailure,
            ),
        },
      });
    }, showFailure);
  };

  return { smears, adding, add, remove };
}
