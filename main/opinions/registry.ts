import type { OpinionTask } from '../../app/opinion/opinion.ts';
import { clinicalRunner } from './clinical.ts';
import { cytologyRunner } from './cytology.ts';
import { askMalignancy } from './malignancy.ts';
import type { OpinionRunner } from './runner.ts';
import { askSubtype } from './subtype.ts';

/** Who asks the packs of each task. A new kind of opinion is one file here and one line below. */
export const RUNNERS: Partial<Record<OpinionTask, OpinionRunner>> = {
  cytology: cytologyRunner,
  malignancy: askMalignancy,
  subtype: askSubtype,
  clinical: clinicalRunner,
};
