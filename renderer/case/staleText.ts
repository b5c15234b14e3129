import type { StaleReason } from '../../app/case/staleness.ts';
import { percent } from '../words/format.ts';
import type { Words } from '../words/words.ts';

/**
 * Why the estimate on screen is not what would be given now, in sentences. A changed case or another main line says
 * it all; otherwise each setting, the risk field and the systems that were not asked are named.
 */
export function staleText(reasons: readonly StaleReason[], { t, language }: Words): string {
  if (reasons.some(({ kind }) => kind === 'case')) return t('result.stale');
  if (reasons.some(({ kind }) => kind === 'pack')) return t('result.stalePack');
  const settings = reasons.flatMap((reason) =>
    reason.kind === 'setting'
      ? [t(`result.stale.${reason.setting}`, { was: percent(reason.was), now: percent(reason.now) })]
      : [],
  );
  const field = reasons.some(({ kind }) => kind === 'field') ? [t('result.stale.field')] : [];
  const systems = reasons.flatMap((reason) => (reason.kind === 'notAsked' ? [reason.system] : []));
  const notAsked = systems.length
    ? [t('result.stale.notAsked', { systems: systems.join(language === 'zh' ? '、' : ', ') })]
    : [];
  return [...settings, ...field, ...notAsked].join(language === 'zh' ? '' : ' ');
}

/** The figures themselves would change, and not only be joined by another system's. */
export function figuresAreStale(reasons: readonly StaleReason[]): boolean {
  return reasons.some(({ kind }) => kind !== 'notAsked');
}
