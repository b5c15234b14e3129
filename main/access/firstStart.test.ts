import { readdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { verifyAudit } from '../store/audit.ts';
import { createCase } from '../store/index.ts';
import { kindOfStore } from '../store/storeLock.ts';
import { makeCase } from '../store/testing/fixtures.ts';
import { actionsIn, allCases, type Doors, expectFailure, makeDoors } from './testing/doors.ts';
import { makeTestKeys, TEST_DATA_KEY, TEST_STORE, TEST_USER } from './testing/testStore.ts';

let doors: Doors;
beforeEach(() => {
  doors = makeDoors();
});
afterEach(() => doors.remove());

describe('the first start', () => {
  test('asks once; the first person is administrator, and the recovery code opens too', async () => {
    const door = doors.start();
    await door.start();
    expect(door.state()).toEqual({ state: 'firstStart', plainStore: false });
    expect(door.failure()).toBeNull();
    const code = await door.setUp('Dr Li', 'seven green apples');
    expect(door.state()).toMatchObject({ state: 'open', user: { name: 'Dr Li', role: 'administrator' } });
    expect(kindOfStore(doors.file)).toBe('encrypted');
    createCase(door.store(), makeCase());
    await expectFailure('access.alreadySetUp', () => door.setUp('Dr Wu', 'seven green apples'));
    doors.close(door);

    const again = doors.start();
    await again.start();
    const state = again.state();
    if (state.state !== 'locked') throw new Error(state.state);
    expect(state).toMatchObject({ reason: 'start', users: [{ name: 'Dr Li', waitSeconds: 0 }] });
    await expectFailure('access.locked', () => again.store());
    await expectFailure('access.codeMistyped', () => again.recover(code.slice(1), state.users[0]!.id, 'x'));
    await again.recover(code, state.users[0]!.id, 'eight red apples');
    expect(allCases(again.store())).toBe(1);
    again.lock('asked');
    await expectFailure('access.wrongPassphrase', () =>
      again.unlock(state.users[0]!.id, 'seven green apples'),
    );
    await again.unlock(state.users[0]!.id, 'eight red apples');
    expect(allCases(again.store())).toBe(1);
  });

  test('killed between the key file and the store goes on where it was', async () => {
    await makeTestKeys(doors.folder);
    const door = doors.start();
    expect(door.state().state).toBe('locked');
    await door.unlock(TEST_USER.userId, TEST_USER.passphrase);
    expect(door.state()).toMatchObject({ state: 'open', user: { role: 'administrator' } });
  });

  test('with the examples only keeps nothing on the disk', async () => {
    const door = doors.start();
    door.tryExamples();
    expect(door.state()).toMatchObject({ state: 'open', demo: true });
    createCase(door.store(), makeCase());
    expect(allCases(door.store())).toBe(1);
    door.leaveExamples();
    expect(door.state()).toEqual({ state: 'firstStart', plainStore: false });
    expect(readdirSync(doors.folder)).toEqual([]);
  });
});

test('the log of a store opened, filled, locked and opened again is whole', async () => {
  await doors.usedStore();
  const door = doors.start();
  await door.unlockWithKey(TEST_DATA_KEY);
  door.lock('asked');
  await door.unlock(TEST_USER.userId, TEST_USER.passphrase);
  expect(verifyAudit(door.store(), TEST_STORE.auditKey!)).toMatchObject({ fault: null });
  expect(actionsIn(door.store()).reverse()).toEqual([
    'store.created',
    'user.added',
    'access.unlocked',
    'case.created',
    'access.unlocked',
    'access.locked',
    'access.unlocked',
  ]);
});
