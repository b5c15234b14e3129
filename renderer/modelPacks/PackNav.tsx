import { IconAlertTriangle, IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import type { PackState } from '../../app/contract/channels.ts';
import { systemName } from '../../app/pack/manifest.ts';
import nav from '../theme/sideNav.module.css';
import { useWords } from '../words/words.ts';
import classes from './models.module.css';

type Props = {
  packs: readonly PackState[];
  shown: PackState | undefined;
  onShow: (pack: PackState) => void;
};

/** Every pack with its task and state; one of them is shown beside. */
export function PackNav({ packs, shown, onShow }: Props) {
  const { t } = useWords();
  return (
    <nav className={`${nav.list} ${classes.nav}`} aria-label={t('models.packs')}>
      {packs.map((pack) => {
        const { manifest, folder, failure, active } = pack;
        const state = failure ? 'notUsable' : active ? 'active' : 'installed';
        const Icon = failure ? IconAlertTriangle : active ? IconCircleCheckFilled : IconCircle;
        return (
          <button
            key={folder}
            type="button"
            className={`${nav.row} ${classes.navRow}`}
            aria-current={pack === shown}
            onClick={() => onShow(pack)}
          >
            <Icon size={16} className={classes.state} data-state={state} aria-label={t(`models.${state}`)} />
            <span className={classes.navText}>
              <strong>{manifest ? systemName(manifest) : t('models.unreadable')}</strong>
              <small>
                {manifest ? t(`models.task.${manifest.task}`) : folder.split(/[/\\]/).at(-1)}
                {manifest?.experimental && ` · ${t('opinion.experimental')}`}
              </small>
            </span>
          </button>
        );
      })}
    </nav>
  );
}
