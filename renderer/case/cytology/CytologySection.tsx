import { useState } from 'react';
import { useMay } from '../../unlock/access.ts';
import { useWords } from '../../words/words.ts';
import { useCaseAccess } from '../caseContext.ts';
import { opinionLine } from '../opinions/opinionText.ts';
import { Section } from '../panels/Section.tsx';
import classes from './CytologySection.module.css';
import { CytologySheet } from './CytologySheet.tsx';
import { chooseSmears, dropHandlers, OWN_DROP } from './dropSmears.ts';
import { cytologyOpinions, isCurrent, shownSmears } from './shownSmears.ts';
import { useColourPicture } from './useColourPicture.ts';
import { useSmears } from './useSmears.ts';

const THUMBNAILS_MOST = 5;

/** Needle cytology in the right-hand column: one line until there are pictures, then they and what is said of them. */
export function CytologySection() {
  const { t, language } = useWords();
  const { bundle, assessment, asAssessed, readOnly, assess } = useCaseAccess();
  const mayAdd = useMay('cytology.add') && !readOnly;
  const data = useSmears(bundle.case.id, assess);
  const [opened, setOpened] = useState(false);
  const [over, setOver] = useState(false);
  const opinion = cytologyOpinions(assessment)[0] ?? null;
  const shown = shownSmears(data.smears, opinion, asAssessed);
  const read = asAssessed || isCurrent(data.smears, opinion);
  const take = (files: File[]) => {
    if (files.length > 0) void data.add(files);
  };
  const drops = !mayAdd ? {} : { ...OWN_DROP, ...dropHandlers(take, setOver) };
  const add = mayAdd && (
    <button type="button" className={classes.add} disabled={data.adding} onClick={() => chooseSmears(take)}>
      {data.adding ? t('cytology.adding') : over ? t('cytology.dropHere') : t('cytology.add')}
    </button>
  );
  return (
    <div className={classes.zone} data-over={over} {...drops}>
      <Section title={t('cytology.title')} action={add}>
        {shown.length > 0 && (
          <button
            type="button"
            className={classes.row}
            aria-label={
              shown.length === 1 ? t('cytology.openOne') : t('cytology.open', { pictures: shown.length })
            }
            onClick={() => setOpened(true)}
          >
            {shown.slice(0, THUMBNAILS_MOST).map((one) => (
              <Thumbnail key={one.imageId ?? one.fileName} imageId={one.imageId} />
            ))}
            {shown.length > THUMBNAILS_MOST && (
              <span className={classes.more}>+{shown.length - THUMBNAILS_MOST}</span>
            )}
            <span className={classes.answer} data-read={read}>
              {read && opinion ? opinionLine(opinion, { t, language }) : t('cytology.notRead')}
            </span>
          </button>
        )}
      </Section>
      <CytologySheet data={data} opinion={opinion} opened={opened} onClose={() => setOpened(false)} />
    </div>
  );
}

function Thumbnail({ imageId }: { imageId: string | null }) {
  const source = useColourPicture(imageId);
  return <span className={classes.thumbnail}>{source && <img src={source} alt="" />}</span>;
}
