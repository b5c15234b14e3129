import { createContext, useContext } from 'react';
import type { Assessment } from '../../app/case/assessment.ts';
import type { ViewKind } from '../../app/case/patientCase.ts';
import type { StaleReason } from '../../app/case/staleness.ts';
import type { CaseBundle, CaseChange, Job } from '../../app/contract/channels.ts';
import type { RefusalReason } from '../../app/contract/refusal.ts';
import type { Topic } from './explain/topic.ts';
import type { PartsState } from './explain/useReportParts.ts';
import type { ShownView } from './frame/shownView.ts';

/** What every panel of the result screen reads and may ask for. */
export type CaseAccess = {
  readonly bundle: CaseBundle;
  /** The assessment on screen: the newest, or an earlier one being read. */
  readonly assessment: Assessment | null;
  /** Where what each part of its report does stands. */
  readonly partsState: PartsState;
  /** An earlier assessment is being read, or the case is shown beside another: facts and pictures are those of then. */
  readonly asAssessed: boolean;
  /** Nothing can be changed: as above, or since this person may not. */
  readonly readOnly: boolean;
  /** Why this person may change nothing of a case; null: they may. */
  readonly refusal: RefusalReason | null;
  /** An assessment made now would differ from the one on screen, and why. */
  readonly stale: boolean;
  readonly staleBecause: readonly StaleReason[];
  /** The assessment under way, or the last one that failed; null otherwise. */
  readonly job: Job | null;
  /** An assessment waits or runs, or its result is being read. */
  readonly running: boolean;
  readonly views: readonly ShownView[];
  /** Stores a change; false when it failed (the sentence has been shown). */
  readonly change: (change: Omit<CaseChange, 'caseId'>) => Promise<boolean>;
  /** Takes another detected nodule as the one meant; says so, with a way back. */
  readonly chooseNodule: (kind: ViewKind, rank: number) => void;
  readonly assess: () => void;
  readonly cancel: () => void;
  readonly explain: (topic: Topic) => void;
};

export const CaseContext = createContext<CaseAccess | null>(null);

export function useCaseAccess(): CaseAccess {
  const access = useContext(CaseContext);
  if (!access) throw new Error('useCaseAccess outside CaseContext');
  return access;
}
