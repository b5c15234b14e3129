import type { FieldVersion } from '../../app/contract/fieldChannels.ts';
import nav from '../theme/sideNav.module.css';
import { shortDate } from '../words/format.ts';
import { useWords } from '../words/words.ts';
import classes from './FieldSheet.module.css';
import { fieldName } from './fieldName.ts';

type Props = {
  /** Null stands for the built-in field. */
  versions: readonly (FieldVersion | null)[];
  activeId: string;
  shownId: string;
  onShow: (id: string) => void;
};

/** Every field, newest first, the built-in one on top. */
export function FieldNav({ versions, activeId, shownId, onShow }: Props) {
  const { t, language } = useWords();
  return (
    <nav className={nav.list} aria-label={t('field.list')}>
      {versions.map((version) => {
        const id = version?.id ?? 'builtIn';
        return (
          <button
            key={id}
            type="button"
            className={`${nav.row} ${classes.navRow}`}
            aria-current={id === shownId}
            onClick={() => onShow(id)}
          >
            <span>{fieldName(t, language, version)}</span>
            <span className={classes.quiet}>
              {version
                ? t('field.cases', { cases: version.cases, metastatic: version.metastatic })
                : t('field.source.builtIn')}
            </span>
            {id === activeId && <span className={classes.badge}>{t('field.inUse')}</span>}
            {version && <span className={classes.hidden}>{shortDate(version.createdAt, language)}</span>}
          </button>
        );
      })}
    </nav>
  );
}
