import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RebuildJob } from '../../app/contract/fieldChannels.ts';
import { fieldOfVersion } from '../../atlas/riskField/versionField.ts';
import { activateField, activeFieldId, getField, listFields, saveField } from '../store/fieldVersions.ts';
import { deleteCases, getCaseBundle, openStore, type Store, saveAssessment } from '../store/index.ts';
import { casesWithOutcome, listOutcomes, recordOutcome } from '../store/outcomes.ts';
import { makeAssessment, temporaryFolder } from '../store/testing/fixtures.ts';
import { fieldInUse } from './activeField.ts';
import { type FieldBuilder, startFieldBuilder } from './builder.ts';
import { readGrid } from './packGrid.ts';
import { createRebuilder, MIN_REBUILD, type Rebuilder } from './rebuild.ts';
import { createSupply } from './supply.ts';
import { addOperated, maskCases } from './testing/operatedCases.ts';

/** Rebuilding from a real store file, phantoms' outlines and the real thread. */

const CASES = maskCases(20);
/** Some are left out because a view is not registered. */
const ENOUGH = MIN_REBUILD + 4;
let folder: ReturnType<typeof temporaryFolder>;
let store: Store;
let told: RebuildJob[];
beforeEach(() => {
  folder = temporaryFolder();
  store = openStore(folder.path);
  told = [];
});
afterEach(() => {
  store.close();
  folder.remove();
});

function rebuilderOf(start?: () => FieldBuilder): Rebuilder {
  return createRebuilder(
    store,
    (name, payload) => {
      if (name === 'field.rebuilding') told.push((payload as { job: RebuildJob }).job);
    },
    start,
  );
}

async function finished(rebuilder: Rebuilder): Promise<RebuildJob> {
  await expect.poll(() => rebuilder.job()?.state, { interval: 20, timeout: 60_000 }).not.toBe('running');
  return rebuilder.job()!;
}

describe('a rebuild', () => {
  test('keeps a version beside the old one, says from which cases, and is in use only when chosen', async () => {
    const ids = addOperated(store, CASES);
    const rebuilder = rebuilderOf();
    rebuilder.start('clinic');
    expect(() => rebuilder.start('clinic')).toThrow(/field.alreadyRebuilding/);
    const job = await finished(rebuilder);
    expect(job).toMatchObject({ state: 'done', done: 20, total: 20, failure: null });
    expect(told.map((one) => one.done)).toContain(12);

    const [version] = listFields(store);
    expect(version).toMatchObject({ id: job.fieldId, source: 'clinic', simulatedWorth: 0 });
    expect([...version!.caseIds, ...version!.leftOut.map((one) => one.caseId)].sort()).toEqual(
      [...ids].sort(),
    );
    expect(version!.caseIds.length).toBeGreaterThan(16);
    expect(version!.cases).toBe(version!.caseIds.length);
    expect(version!.smoothing!.trials.length).toBeGreaterThan(3);
    const counted = version!.regions.reduce((sum, region) => sum + region.cases, 0);
    expect(counted + version!.withoutRegion).toBe(version!.cases);

    expect(activeFieldId(store)).toBe('builtIn');
    expect(fieldInUse(store).used.source).toBe('builtIn');
    activateField(store, version!.id);
    expect(fieldInUse(store).used).toEqual({
      id: version!.id,
      source: 'clinic',
      createdAt: version!.createdAt,
    });
    // what was read from the built-in field is stale while another is in use
    const one = ids.at(-1)!;
    const base = makeAssessment(one, 0.5);
    const used = { id: 'builtIn', source: 'builtIn', createdAt: null } as const;
    saveAssessment(store, { ...base, location: { ...base.location, field: used } });
    const stale = () =>
      store.db.prepare('SELECT stale FROM work_list WHERE case_id = ?').pluck().get(one) === 1;
    expect(getCaseBundle(store, one).staleBecause).toContainEqual({ kind: 'field' });
    expect(stale()).toBe(true);
    activateField(store, 'builtIn');
    expect(getCaseBundle(store, one).staleBecause).toEqual([]);
    expect(stale()).toBe(false);
    activateField(store, version!.id);
    expect(stale()).toBe(true);
    const kept = getField(store, version!.id);
    const field = fieldOfVersion(kept.version, readGrid(kept.grid));
    expect(field.values.length).toBe(field.size[0] * field.size[1] * field.size[2]);
    // the store opened again reads the same
    store.close();
    store = openStore(folder.path);
    expect(activeFieldId(store)).toBe(version!.id);
    expect(getField(store, version!.id).version).toEqual(kept.version);
  }, 90_000);

  test('never mixes simulated cases with the clinic’s', async () => {
    const own = addOperated(store, CASES.slice(0, ENOUGH));
    const examples = addOperated(store, CASES.slice(0, 3), true);
    const supply = createSupply(store);
    expect(await supply(false)).toMatchObject({ operated: own.length, notAssessed: 0 });
    expect(await supply(true)).toMatchObject({ operated: examples.length });
    const rebuilder = rebuilderOf();
    expect(() => rebuilder.start('examples')).toThrow(/field.tooFewCases/);
  }, 90_000);

  test('cancelled keeps nothing, leaves the field in use, and another can start at once', async () => {
    addOperated(store, CASES.slice(0, ENOUGH));
    const rebuilder = rebuilderOf();
    rebuilder.start('clinic');
    await expect.poll(() => rebuilder.job()!.done, { interval: 5, timeout: 30_000 }).toBeGreaterThan(1);
    rebuilder.cancel();
    expect(rebuilder.job()).toMatchObject({ state: 'cancelled', fieldId: null });
    const after = told.length;
    await rebuilder.close();
    expect(told).toHaveLength(after);
    expect(listFields(store)).toEqual([]);
    expect(activeFieldId(store)).toBe('builtIn');
    rebuilder.start('clinic');
    await rebuilder.close();
  }, 60_000);

  test('whose thread dies half way leaves no half version, and says so', async () => {
    addOperated(store, CASES.slice(0, ENOUGH));
    const rebuilder = rebuilderOf(() => {
      const builder = startFieldBuilder();
      let asked = 0;
      return {
        ...builder,
        ask: async (message) => {
          const reply = builder.ask(message);
          if (++asked === 3) void builder.end();
          return await reply;
        },
      };
    });
    rebuilder.start('clinic');
    expect(await finished(rebuilder)).toMatchObject({
      state: 'failed',
      failure: { code: 'unexpected.error' },
    });
    expect(listFields(store)).toEqual([]);
  }, 60_000);

  test('needs both outcomes', () => {
    for (const id of addOperated(store, CASES.slice(0, ENOUGH)))
      recordOutcome(store, { caseId: id, lateralMetastasis: true, basis: 'histology' });
    expect(() => rebuilderOf().start('clinic')).toThrow(/field.oneOutcome/);
  });
});

describe('an outcome', () => {
  test('is corrected by a newer one, never overwritten, and can be taken back', () => {
    const [id] = addOperated(store, CASES.slice(0, 1));
    recordOutcome(store, { caseId: id!, lateralMetastasis: false, basis: 'followUp' });
    recordOutcome(store, { caseId: id!, lateralMetastasis: false, basis: 'followUp' });
    expect(listOutcomes(store, id!).map((one) => [one.lateralMetastasis, one.basis])).toEqual([
      [false, 'followUp'],
      [true, 'histology'],
    ]);
    expect(casesWithOutcome(store, false)).toMatchObject([{ caseId: id, metastatic: false }]);
    expect(() => store.db.exec('UPDATE outcomes SET lateral_metastasis = 1')).toThrow(/immutable/);
    expect(() => store.db.exec('DELETE FROM outcomes')).toThrow(/immutable/);
    recordOutcome(store, { caseId: id!, lateralMetastasis: null, basis: 'histology' });
    expect(casesWithOutcome(store, false)).toEqual([]);
  });

  test('goes for good with its case, thirty days after that was deleted', () => {
    const [id] = addOperated(store, CASES.slice(0, 1));
    deleteCases(store, [id!]);
    store.close();
    store = openStore(folder.path, { now: () => new Date(Date.now() + 40 * 86_400_000) });
    expect(store.db.prepare('SELECT count(*) FROM outcomes').pluck().get()).toBe(0);
  });

  test('of a deleted case is not used', () => {
    const [id] = addOperated(store, CASES.slice(0, 1));
    deleteCases(store, [id!]);
    expect(casesWithOutcome(store, false)).toEqual([]);
  });
});

test('a version changed behind the store’s back is refused', () => {
  const saved = saveField(
    store,
    {
      id: 'a',
      source: 'clinic',
      caseIds: [],
      leftOut: [],
      cases: 0,
      metastatic: 0,
      simulatedWorth: 0,
      smoothingMm: 5,
      smoothing: null,
      withoutRegion: 0,
      regions: [],
      curve: [],
    },
    new Uint8Array([1, 2, 3]),
  );
  expect(getField(store, 'a').version).toEqual({ ...saved, createdBy: null });
  expect(() => store.db.exec("UPDATE fields SET grid = x'00'")).toThrow(/immutable/);
  expect(() => store.db.exec('DELETE FROM fields')).toThrow(/immutable/);
  store.db.exec(
    "DROP TRIGGER fields_never_change; UPDATE fields SET body = replace(body, 'clinic', 'examples')",
  );
  expect(() => getField(store, 'a')).toThrow(/field.damaged/);
  expect(() => activateField(store, 'a')).toThrow(/field.damaged/);
  expect(() => getField(store, 'b')).toThrow(/field.notFound/);
});
