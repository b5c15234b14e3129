import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { type Failure, toFailure } from '../../app/failure.ts';
import { useKeys } from '../app/keys.ts';
import { leaveNewCase, showCase } from '../app/route.ts';
import { useWatched } from '../app/store.ts';
import { toast } from '../app/toasts.ts';
import { useFailureToast } from '../app/useFailureToast.ts';
import { ask, useLink } from '../link/link.ts';
import { Detail } from '../trouble/Detail.tsx';
import { listOf } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import { DropZone } from './DropZone.tsx';
import { createRequest, EMPTY_DRAFT, faultsOf, isEmptyDraft, lacksOf } from './draft.ts';
import { addPictures, clearDraft, draft } from './draftStore.ts';
import { FactsForm } from './FactsForm.tsx';
import classes from './NewCase.module.css';
import { PictureCard } from './PictureCard.tsx';

/** From dropped pictures to a case under assessment. What is typed stays until the case is kept. */
export function NewCase() {
  const { t, fail, language } = useWords();
  const link = useLink();
  const now = useWatched(draft);
  const failed = useFailureToast();
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const faults = faultsOf(now);
  const lacks = lacksOf(now);

  const create = async () => {
    if (saving || faults.length > 0) return;
    setSaving(true);
    setFailure(null);
    try {
      const request = createRequest(draft.get(), new Date());
      const made = await ask(link, 'case.create', request);
      clearDraft(
        link,
        request.views.map((view) => view.stagedId),
      );
      await showCase(made.id);
      // The case is kept whatever happens to its first assessment.
      await ask(link, 'assessment.start', { caseIds: [made.id] }).catch(failed);
    } catch (thrown) {
      setFailure(toFailure(thrown));
    } finally {
      setSaving(false);
    }
  };
  const empty = () => {
    const before = draft.get();
    draft.set(EMPTY_DRAFT);
    toast({
      text: t('newCase.emptied'),
      action: { label: t('list.undo'), run: () => draft.set(before) },
    });
  };

  useKeys([
    {
      keys: 'mod+enter',
      label: 'newCase.create',
      area: 'keys.areaNewCase',
      press: () => void create(),
      inFields: true,
    },
    { keys: 'escape', label: 'newCase.leave', area: 'keys.areaNewCase', press: leaveNewCase, inFields: true },
  ]);

  return (
    <form
      className={classes.screen}
      aria-labelledby="new-case-title"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <header className={classes.head}>
        <h1 id="new-case-title">{t('shell.newCase')}</h1>
        {!isEmptyDraft(now) && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconTrash size={15} />}
            onClick={empty}
          >
            {t('newCase.empty')}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={leaveNewCase}>
          {t('newCase.leave')}
        </Button>
      </header>
      <div className={classes.columns}>
        <section className={classes.pictures} aria-label={t('newCase.pictures')}>
          <DropZone small={now.pictures.length > 0} onFiles={(files) => void addPictures(link, files)} />
          <div className={classes.cards}>
            {now.pictures.map((picture) => (
              <PictureCard key={picture.key} picture={picture} />
            ))}
          </div>
        </section>
        <FactsForm draft={now} />
      </div>
      <footer className={classes.foot}>
        {failure && (
          <Alert color="red" variant="light" icon={<IconAlertTriangle />} className={classes.failure}>
            {fail(failure)} {t('newCase.kept')}
            <Detail text={failure.detail} />
          </Alert>
        )}
        <div className={classes.go}>
          <p className={classes.lacks} aria-live="polite">
            {faults.length > 0
              ? faults.map((fault) => t(`newCase.fault.${fault}`)).join(' ')
              : lacks.length === 0
                ? t('newCase.complete')
                : t('newCase.without', {
                    lacks: listOf(
                      lacks.map((lack) => t(`newCase.lack.${lack}`)),
                      language,
                    ),
                  })}
          </p>
          <Button type="submit" size="md" loading={saving} disabled={faults.length > 0}>
            {t('newCase.create')}
          </Button>
        </div>
      </footer>
    </form>
  );
}
