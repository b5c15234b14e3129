import { Button, Menu, Tooltip } from '@mantine/core';
import {
  IconArrowsSplit2,
  IconCheck,
  IconHistory,
  IconPrinter,
  IconRefresh,
  IconSquare,
  IconSquareCheck,
} from '@tabler/icons-react';
import { fullDate, riskPercent, shortDate } from '../words/format.ts';
import { useWords, type Words } from '../words/words.ts';
import { placeText } from '../workList/rowText.ts';
import classes from './CaseHeader.module.css';
import type { CaseAccess } from './caseContext.ts';

type Props = {
  access: CaseAccess;
  earlierId: string | null;
  onReadEarlier: (assessmentId: string) => void;
  onReviewed: (reviewed: boolean) => void;
  onPrint: () => void;
  onCompare: () => void;
};

/** Whose case this is, when and with what it was assessed, and what can be done with it as a whole. */
export function CaseHeader({ access, earlierId, onReadEarlier, onReviewed, onPrint, onCompare }: Props) {
  const { t, language } = useWords();
  const { bundle, assessment, running, stale } = access;
  const { history } = bundle;
  const reviewed = bundle.case.reviewedAt !== null;
  return (
    <header className={classes.header}>
      <div className={classes.who}>
        <h1 className={classes.label}>{bundle.case.label}</h1>
        <span className={classes.facts}>{patientLine(access, t)}</span>
      </div>
      <div className={classes.meta}>
        {bundle.case.simulated && (
          <button
            type="button"
            className={classes.simulated}
            onClick={() => access.explain({ kind: 'simulated' })}
          >
            {t('result.simulatedCase')}
          </button>
        )}
        {assessment && (
          <button
            type="button"
            className={classes.model}
            title={fullDate(assessment.createdAt, language)}
            onClick={() => access.explain({ kind: 'models' })}
          >
            {t('result.assessedAt', {
              time: shortDate(assessment.createdAt, language),
              pack: assessment.packVersion,
            })}
          </button>
        )}
      </div>
      <div className={classes.actions}>
        {history.length > 1 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconHistory size={15} />}>
                {t('result.history', { n: history.length })}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {history.map((entry, i) => (
                <Menu.Item
                  key={entry.assessmentId}
                  leftSection={
                    (earlierId ?? history[0]?.assessmentId) === entry.assessmentId ? (
                      <IconCheck size={14} />
                    ) : (
                      <span style={{ width: 14 }} />
                    )
                  }
                  onClick={() => onReadEarlier(entry.assessmentId)}
                >
                  {t('result.historyEntry', {
                    time: fullDate(entry.createdAt, language),
                    risk:
                      entry.probability === null ? t('result.withheldShort') : riskPercent(entry.probability),
                    pack: entry.packVersion,
                  })}
                  {entry.reason && ` · ${t(`history.reason.${entry.reason}`)}`}
                  {entry.createdBy && ` · ${t('history.by', { name: entry.createdBy })}`}
                  {i === 0 && ` · ${t('result.newest')}`}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
        <Tooltip label={`${t('result.compare')} (C)`} openDelay={500}>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconArrowsSplit2 size={15} />}
            onClick={onCompare}
          >
            {t('result.compare')}
          </Button>
        </Tooltip>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconPrinter size={15} />}
          disabled={!assessment}
          onClick={onPrint}
        >
          {t('result.print')}
        </Button>
        <Button
          size="compact-sm"
          variant={reviewed ? 'light' : 'default'}
          leftSection={reviewed ? <IconSquareCheck size={15} /> : <IconSquare size={15} />}
          aria-pressed={reviewed}
          disabled={!assessment || access.readOnly}
          title={access.refusal ? t(access.refusal) : undefined}
          onClick={() => onReviewed(!reviewed)}
        >
          {t('result.reviewed')}
        </Button>
        <Tooltip label={`${t('result.reassess')} (R)`} openDelay={500}>
          <Button
            size="compact-sm"
            variant={stale || !assessment ? 'filled' : 'default'}
            leftSection={<IconRefresh size={15} />}
            disabled={running || access.readOnly}
            title={access.refusal ? t(access.refusal) : undefined}
            onClick={access.assess}
          >
            {t(assessment ? 'result.reassess' : 'result.assess')}
          </Button>
        </Tooltip>
      </div>
    </header>
  );
}

/** `F 43 · left upper · 2 views`; what is unknown is left out. */
export function patientLine({ bundle, assessment, asAssessed }: CaseAccess, t: Words['t']): string {
  const facts = asAssessed && assessment ? assessment.facts : bundle.case;
  const person = [facts.sex && t(`sex.${facts.sex}`), facts.ageYears].filter((p) => p !== null).join(' ');
  const views = bundle.case.views.length;
  return [person, placeText(facts, t), views === 1 ? t('list.oneView') : t('list.views', { n: views })]
    .filter(Boolean)
    .join(' · ');
}
