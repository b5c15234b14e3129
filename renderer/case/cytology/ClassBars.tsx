import { overPictures } from '../../../app/cytology/slideAnswer.ts';
import type { Opinion } from '../../../app/opinion/opinion.ts';
import { percent } from '../../words/format.ts';
import { useWords } from '../../words/words.ts';
import classes from './ClassBars.module.css';

type Props = { opinion: Opinion & { answer: NonNullable<Opinion['answer']> } };

/** Each class over all pictures: its mean, and from the lowest to the highest single picture. */
export function ClassBars({ opinion: { answer } }: Props) {
  const { t, language } = useWords();
  const over = overPictures(answer.parts.map((part) => part.probabilities));
  const several = answer.parts.length > 1;
  const best = Math.max(...answer.classes.map((one) => one.probability));
  return (
    <dl className={classes.bars}>
      {answer.classes.map(({ name, label, probability }, i) => (
        <div key={name} className={classes.row} data-best={probability === best}>
          <dt>{label[language]}</dt>
          <dd className={classes.track}>
            <span className={classes.fill} style={{ width: `${probability * 100}%` }} />
            {several && over[i] && (
              <span
                className={classes.spread}
                style={{
                  left: `${over[i].lowest * 100}%`,
                  width: `${(over[i].highest - over[i].lowest) * 100}%`,
                }}
              />
            )}
          </dd>
          <dd className={classes.figure}>
            {percent(probability)}
            {several && over[i] && (
              <small>
                {t('cytology.range', { low: percent(over[i].lowest), high: percent(over[i].highest) })}
              </small>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
