import { ASSESSMENT_STEPS } from '../../app/case/assessment.ts';
import type { PatientCase } from '../../app/case/patientCase.ts';
import type { CaseBundle, Handlers, Job, StagedImage, WorkListRow } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import { DEFAULT_SETTINGS } from '../../app/settings.ts';
import { fakeAccess } from './fakeAccess.ts';
import { fakeBackup } from './fakeBackup.ts';
import { fakeCytology } from './fakeCytology.ts';
import { fakeField } from './fakeField.ts';
import { fakePicture } from './fakePictures.ts';

const pick = <T>(all: readonly T[], n: number): T => all[n % all.length];

function fakeRow(n: number): WorkListRow {
  const risk = n % 9 === 8 ? null : ((n * 37) % 100) / 100;
  return {
    caseId: `case-${n}`,
    label: `${String(412 - (n % 400)).padStart(4, '0')}${n % 5 === 0 ? ' Wang' : ''}`,
    ageYears: n % 11 === 10 ? null : 24 + ((n * 7) % 60),
    sex: n % 4 === 0 ? 'M' : 'F',
    side: pick(['left', 'right', 'left', 'isthmus'], n),
    pole: pick(['upper', 'middle', 'lower', null], n),
    createdAt: new Date(Date.UTC(2026, 9, 19, 9) - n * 3_600_000).toISOString(),
    assessedAt: n % 9 === 7 ? null : new Date(Date.UTC(2026, 9, 19, 10) - n * 3_600_000).toISOString(),
    probability: n % 9 === 7 ? null : risk,
    stage: risk === null || n % 9 === 7 ? null : risk > 0.66 ? 3 : risk > 0.33 ? 2 : 1,
    withheld: n % 9 === 8,
    stale: n % 6 === 5,
    reviewed: n % 3 === 0,
    archived: false,
    simulated: n < 12,
    views: n % 7 === 6 ? 1 : 2,
  };
}

function fakeCase(row: WorkListRow): PatientCase {
  const view = (kind: 'transverse' | 'longitudinal') => ({
    kind,
    imageId: `${row.caseId}-${kind}`,
    fileName: `${kind}.png`,
    width: 560,
    height: 420,
    spacingMmPerPx: 0.07,
    spacingSource: 'phantom' as const,
    colour: false,
    handNodule: null,
    handGland: null,
    chosenNodule: 0,
  });
  return {
    id: row.caseId,
    label: row.label,
    ageYears: row.ageYears,
    sex: row.sex,
    side: row.side,
    pole: row.pole,
    report: 'Hypoechoic solid nodule, ill-defined margin, microcalcifications, abutting the capsule.',
    createdAt: row.createdAt,
    updatedAt: row.createdAt,
    revision: 1,
    views: [view('transverse'), view('longitudinal')],
    simulated: row.simulated,
    reviewedAt: row.reviewed ? row.createdAt : null,
    archivedAt: null,
  };
}

/** An invented backend in memory: nothing it answers is a result. */
export function fakeBackend(emit: (name: string, payload: unknown) => void): Handlers {
  const asked = Number(new URLSearchParams(location.search).get('fake') || '12');
  let rows = Array.from({ length: asked }, (_, n) => fakeRow(n));
  let settings = {
    ...DEFAULT_SETTINGS,
    language: localStorage.getItem('thyromap.language') === 'zh' ? ('zh' as const) : ('en' as const),
    examplesOffered: asked > 0,
  };
  const staged = new Map<string, StagedImage>();
  const jobs = new Map<string, Job>();
  const deleted = new Map<string, WorkListRow>();

  const bundle = (caseId: string): CaseBundle => {
    const row = rows.find((r) => r.caseId === caseId);
    if (!row) throw new FailureError('case.missing', {});
    return { case: fakeCase(row), assessment: null, stale: row.stale, staleBecause: [], history: [] };
  };
  const change = (job: Job) => {
    jobs.set(job.jobId, job);
    emit('job.changed', { job });
  };
  const walk = (job: Job) => {
    const now = jobs.get(job.jobId);
    if (!now || now.state === 'cancelled') return;
    const at = now.step ? ASSESSMENT_STEPS.indexOf(now.step) : -1;
    const steps = now.step ? [...now.steps, { step: now.step, ms: 180 + at * 90 }] : now.steps;
    const step = ASSESSMENT_STEPS[at + 1] ?? null;
    change({ ...now, steps, step, state: step ? 'running' : 'done' });
    if (step) setTimeout(() => walk(job), 900);
    else emit('workList.changed', {});
  };

  return {
    ...fakeAccess(),
    ...fakeBackup(),
    'app.info': async () => ({
      version: '1.0.0',
      host: 'web',
      hostReason: null,
      dataFolder: '/home/clinic/.local/share/thyromap',
      storeFailure: new URLSearchParams(location.search).has('trouble')
        ? { code: 'store.inUse', values: { file: 'cases.db' }, detail: 'SQLITE_BUSY' }
        : null,
      packFailure: null,
    }),
    'settings.get': async () => settings,
    'settings.set': async (part) => {
      settings = { ...settings, ...part };
      return settings;
    },
    'image.stage': async ({ file }) => {
      if (/\.txt/.test(file.name)) throw new FailureError('image.isText', { file: file.name });
      const dicom = /dcm$/.test(file.name);
      const image: StagedImage = {
        stagedId: `staged-${staged.size}`,
        fileName: file.name,
        sha256: '0'.repeat(64),
        format: dicom ? 'dicom' : 'png',
        width: 560,
        height: 420,
        frames: dicom ? 24 : 1,
        frame: dicom ? 12 : 0,
        spacingMmPerPx: dicom ? 0.071 : null,
        spacingSource: dicom ? 'dicomRegion' : null,
        viewGuess: /long/.test(file.name) ? 'longitudinal' : /trans/.test(file.name) ? 'transverse' : null,
        sideGuess: null,
        ageYears: dicom ? 43 : null,
        sex: dicom ? 'F' : null,
        colour: false,
        thumbnailBase64: fakePicture(staged.size + 1, 320, 240),
        findings: [],
        burnedInText: dicom ? [{ x: 12, y: 8, width: 130, height: 16 }] : [],
        patientId: null,
        duplicateOf: /dup/.test(file.name) ? [{ caseId: 'case-3', label: '0409' }] : [],
      };
      staged.set(image.stagedId, image);
      return image;
    },
    'image.stageFrame': async ({ stagedId, frame }) => {
      const before = staged.get(stagedId);
      if (!before) throw new FailureError('image.stagedGone', {});
      const image = { ...before, frame, thumbnailBase64: fakePicture(frame + 50, 320, 240) };
      staged.set(stagedId, image);
      return image;
    },
    'image.discard': async () => ({}),
    'image.get': async ({ imageId }) => ({ pngBase64: fakePicture(imageId.length + imageId.charCodeAt(5)) }),
    'image.origin': async () => ({ origin: null }),
    'case.create': async ({ facts }) => {
      const row: WorkListRow = {
        ...fakeRow(rows.length),
        ...facts,
        caseId: `case-${Date.now()}`,
        createdAt: new Date().toISOString(),
        assessedAt: null,
        probability: null,
        stage: null,
        withheld: false,
        simulated: false,
      };
      rows = [row, ...rows];
      emit('workList.changed', {});
      return fakeCase(row);
    },
    'case.get': async ({ caseId }) => bundle(caseId),
    'case.change': async ({ caseId }) => bundle(caseId),
    'case.setReviewed': async ({ caseId, reviewed }) => {
      rows = rows.map((r) => (r.caseId === caseId ? { ...r, reviewed } : r));
      emit('workList.changed', {});
      return bundle(caseId);
    },
    'case.setArchived': async ({ caseIds, archived }) => {
      rows = rows.map((r) => (caseIds.includes(r.caseId) ? { ...r, archived } : r));
      emit('workList.changed', {});
      return {};
    },
    'case.delete': async ({ caseIds }) => {
      for (const r of rows) if (caseIds.includes(r.caseId)) deleted.set(r.caseId, r);
      rows = rows.filter((r) => !caseIds.includes(r.caseId));
      emit('workList.changed', {});
      return {};
    },
    'case.undelete': async ({ caseIds }) => {
      rows = [...caseIds.flatMap((id) => deleted.get(id) ?? []), ...rows];
      emit('workList.changed', {});
      return {};
    },
    'case.workList': async ({ search, archived, offset, limit, order }) => {
      let found = rows.filter((r) => r.archived === archived && (!search || r.label.includes(search)));
      if (order === 'riskHigh')
        found = found.toSorted((a, b) => (b.probability ?? -1) - (a.probability ?? -1));
      return { rows: found.slice(offset, offset + limit), total: found.length };
    },
    'case.importFolder': async ({ files }) => ({
      created: [{ caseId: 'case-1', label: '0411' }],
      rejected: [{ row: 3, failure: { code: 'image.isText', values: { file: files[0]?.name ?? '' } } }],
    }),
    'case.addExamples': async () => {
      rows = Array.from({ length: 12 }, (_, n) => fakeRow(n));
      emit('workList.changed', {});
      return { caseIds: rows.map((r) => r.caseId) };
    },
    ...fakeCytology(),
    ...fakeField(),
    'assessment.start': async ({ caseIds }) => {
      const started = caseIds.map(
        (caseId, i): Job => ({
          jobId: `job-${Date.now()}-${i}`,
          caseId,
          state: 'queued',
          step: null,
          steps: [],
          restarts: 0,
          failure: null,
        }),
      );
      started.forEach((job, i) => {
        change(job);
        setTimeout(() => walk(job), 300 + i * 5600);
      });
      return { jobs: started };
    },
    'assessment.cancel': async ({ jobId }) => {
      const job = jobs.get(jobId);
      if (job) change({ ...job, state: 'cancelled', step: null });
      return {};
    },
    'assessment.jobs': async () => ({ jobs: [...jobs.values()] }),
    'assessment.get': async () => {
      throw new FailureError('case.missing', {});
    },
    'explanation.sensitivity': async () => {
      throw new FailureError('sensitivity.withheld');
    },
    'explanation.report': async () => ({ parts: [] }),
    'explanation.cancel': async () => ({}),
    'pack.list': async () => ({ packs: [] }),
    'pack.verify': async () => ({ packs: [] }),
    'pack.import': async () => {
      throw new FailureError('packImport.noManifest', { file: 'pack.zip' });
    },
    'pack.setActive': async () => ({ packs: [] }),
    'pack.remove': async () => ({ packs: [] }),
  };
}
