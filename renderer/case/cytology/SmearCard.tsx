import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { OpinionAnswer } from '../../../app/opinion/opinion.ts';
import { percent } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import classes from './SmearCard.module.css';
import type { ShownSmear } from './shownSmears.ts';
import { useColourPicture } from './useColourPicture.ts';

type Props = {
  shown: ShownSmear;
  answer: OpinionAnswer | null;
  calibrated: boolean;
  onEnlarge: () => void;
  onRemove: (() => void) | null;
};

/** One picture with what was said of it alone. */
export function SmearCard({ shown, answer, calibrated, onEnlarge, onRemove }: Props) {
  const { t, language } = useWords();
  const source = useColourPicture(shown.imageId);
  const file = shown.fileName;
  return (
    <li className={classes.card}>
      <button
        type="button"
        className={classes.picture}
        aria-label={t('cytology.enlarge', { file })}
        onClick={onEnlarge}
      >
        {source ? <img src={source} alt={t('cytology.picture', { file })} /> : null}
      </button>
      {onRemove && (
        <ActionIcon
          className={classes.remove}
          variant="default"
          size={24}
          aria-label={t('cytology.remove', { file })}
          title={t('cytology.remove', { file })}
          onClick={onRemove}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
      <span className={classes.name} title={file}>
        {file}
      </span>
      {shown.shares && answer ? (
        <ul className={classes.shares}>
          {answer.classes.map(({ name, label }, i) => (
            <li key={name} data-best={shown.shares![i] === Math.max(...shown.shares!)}>
              <span>{label[language]}</span>
              {calibrated && <b>{percent(shown.shares![i]!)}</b>}
            </li>
          ))}
        </ul>
      ) : (
        <span className={classes.unread}>{t(shown.unlike ? 'cytology.unlike' : 'cytology.notRead')}</span>
      )}
    </li>
  );
}
