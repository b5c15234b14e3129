/** What the rest of the backend uses of the case store. */
export {
  getAssessment,
  notePacks,
  saveAssessment,
} from './assessments.ts';
export { deleteCases, getCase, getCaseBundle, setArchived, setReviewed, undeleteCases } from './cases.ts';
export { changeCase } from './changeCase.ts';
export { setSettings } from './changeSettings.ts';
export { createCase, type NewCase, type NewImage, type NewView } from './createCase.ts';
export { casesWithImage, caseWithSamePictures, getImagePng, readGreyPng, writeGreyPng } from './images.ts';
export { loadCaseForAssessment } from './loadCase.ts';
export { type OpenStoreOptions, openStore } from './openStore.ts';
export { getSettings } from './settings.ts';
export { addSmear, listSmears, type NewSmear, removeSmear, restoreSmear } from './smears.ts';
export type { Store } from './store.ts';
export { queryWorkList } from './workList.ts';
