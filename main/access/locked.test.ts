import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createCase } from '../store/index.ts';
import { failureOf } from '../store/testing/failures.ts';
import { makeCase } from '../store/testing/fixtures.ts';
import { actionsIn, type Doors, expectFailure, makeDoors } from './testing/doors.ts';
import { makeTestKeys, TEST_DATA_KEY, TEST_USER } from './testing/testStore.ts';

let doors: Doors;
beforeEach(() => {
  doors = makeDoors();
});
afterEach(() => doors.remove());

describe('a locked store', () => {
  test('is slowed down after three wrong passphrases, over a restart too, and tells the log', async () => {
    await doors.usedStore();
    let door = doors.start();
    for (let i = 0; i < 3; i++)
      await expectFailure('access.wrongPassphrase', () => door.unlock(TEST_USER.userId, `guess ${i}`));
    const { values } = await expectFailure('access.wait', () => door.unlock(TEST_USER.userId, 'guess 4'));
    expect(values.seconds).toBe(2);
    doors.close(door);
    door = doors.start();
    await expectFailure('access.wait', () => door.unlock(TEST_USER.userId, TEST_USER.passphrase));
    doors.clock += 2000;
    await expectFailure('access.wrongPassphrase', () => door.unlock(TEST_USER.userId, 'guess 5'));
    expect((await failureOf(() => door.unlock(TEST_USER.userId, 'x'))).values.seconds).toBe(4);
    // Set back, the clock gains nothing; set on, it only waits less.
    doors.clock -= 3_600_000;
    expect((await failureOf(() => door.unlock(TEST_USER.userId, 'x'))).values.seconds).toBe(4);
    doors.clock += 4000;
    await door.unlock(TEST_USER.userId, TEST_USER.passphrase);
    expect(actionsIn(door.store()).filter((action) => action === 'access.refused')).toHaveLength(4);
    door.lock('asked');
    await expectFailure('access.wrongPassphrase', () => door.unlock(TEST_USER.userId, 'guess 6'));
  });

  test('never waits longer than a quarter of an hour', async () => {
    await makeTestKeys(doors.folder);
    writeFileSync(
      join(doors.folder, 'store.attempts.json'),
      JSON.stringify({ inARow: { 'test-user': { count: 400, lastAt: doors.clock } }, refused: [] }),
    );
    expect((await failureOf(() => doors.start().unlock(TEST_USER.userId, 'x'))).values.seconds).toBe(900);
  });

  test('gives nobody a session while work goes on in it', async () => {
    await doors.usedStore();
    const door = doors.start();
    await door.unlockWithKey(TEST_DATA_KEY);
    door.lock('idle');
    expect(door.session()).toBeNull();
    expect(door.state()).toMatchObject({ state: 'locked', reason: 'idle', lastUserId: TEST_USER.userId });
    // What was under way is saved all the same.
    createCase(door.store(), makeCase());
    expect(() => door.dataKey()).toThrow(/access\.locked/);
  });
});
