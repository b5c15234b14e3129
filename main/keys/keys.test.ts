import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeDataKey, subkey } from './dataKey.ts';
import { KEY_FILE_NAMES, readKeyFile } from './keyFile.ts';
import {
  createKeyRing,
  openWithPassphrase,
  openWithRecoveryCode,
  removePerson,
  renewRecoveryCode,
  setPassphrase,
} from './keyRing.ts';
import { newScrypt, passphraseKey, SCRYPT_N, scryptSchema } from './passphraseKey.ts';
import { makeRecoveryCode, readRecoveryCode } from './recoveryCode.ts';
import { seal, unseal } from './sealedBox.ts';

const N = 2 ** 10;
const ANNA = { userId: 'a', name: 'Anna', passphrase: 'seven green apples' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'thyromap-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const files = () => KEY_FILE_NAMES.map((name) => join(folder, name));

describe('the ways in', () => {
  test('passphrase and recovery code open the same key, and nothing else opens it', async () => {
    const { file, dataKey, recoveryCode } = await createKeyRing(folder, ANNA, { N });
    expect(await openWithPassphrase(file, 'a', ANNA.passphrase)).toEqual(dataKey);
    expect(openWithRecoveryCode(file, readRecoveryCode(recoveryCode)!)).toEqual(dataKey);
    expect(await openWithPassphrase(file, 'a', `${ANNA.passphrase} `)).toBeNull();
    expect(await openWithPassphrase(file, 'b', ANNA.passphrase)).toBeNull();
    expect(openWithRecoveryCode(file, readRecoveryCode(makeRecoveryCode())!)).toBeNull();
  });

  test('a passphrase typed on another keyboard or system is the same: composed or not', async () => {
    const { file, dataKey } = await createKeyRing(
      folder,
      { ...ANNA, passphrase: 'Schildrüse 甲状腺' },
      { N },
    );
    expect(await openWithPassphrase(file, 'a', 'Schildru\u0308se 甲状腺')).toEqual(dataKey);
  });

  test('neither the key nor a passphrase nor the code is in the key file', async () => {
    const { dataKey, recoveryCode } = await createKeyRing(folder, ANNA, { N });
    for (const path of files()) {
      const text = readFileSync(path, 'utf8');
      for (const secret of [
        dataKey.toString('base64'),
        dataKey.toString('hex'),
        ANNA.passphrase,
        recoveryCode,
      ])
        expect(text).not.toContain(secret);
      expect(statSync(path).mode & 0o077).toBe(0);
    }
  });

  test('a changed passphrase opens the same key, the earlier one no longer', async () => {
    const { dataKey } = await createKeyRing(folder, ANNA, { N });
    const file = await setPassphrase(folder, dataKey, { ...ANNA, passphrase: 'eight red apples' }, N);
    expect(await openWithPassphrase(file, 'a', 'eight red apples')).toEqual(dataKey);
    expect(await openWithPassphrase(file, 'a', ANNA.passphrase)).toBeNull();
  });

  test('a second person has a way in of their own, until it is taken away', async () => {
    const { dataKey } = await createKeyRing(folder, ANNA, { N });
    const ben = { userId: 'b', name: 'Ben', passphrase: 'a different one' };
    const both = await setPassphrase(folder, dataKey, ben, N);
    expect(await openWithPassphrase(both, 'b', ben.passphrase)).toEqual(dataKey);
    expect(await openWithPassphrase(both, 'a', ANNA.passphrase)).toEqual(dataKey);
    const one = removePerson(folder, 'b');
    expect(await openWithPassphrase(one, 'b', ben.passphrase)).toBeNull();
  });

  test('a box moved to another person’s name does not open', async () => {
    const { file } = await createKeyRing(folder, ANNA, { N });
    const moved = { ...file, slots: file.slots.map((slot) => ({ ...slot, userId: 'b' }) as never) };
    expect(await openWithPassphrase(moved, 'b', ANNA.passphrase)).toBeNull();
  });

  test('a new recovery code ends the earlier one', async () => {
    const { dataKey, recoveryCode } = await createKeyRing(folder, ANNA, { N });
    const code = renewRecoveryCode(folder, dataKey);
    const file = readKeyFile(folder)!;
    expect(openWithRecoveryCode(file, readRecoveryCode(code)!)).toEqual(dataKey);
    expect(openWithRecoveryCode(file, readRecoveryCode(recoveryCode)!)).toBeNull();
  });

  test('the product’s own cost is 128 MB of scrypt', async () => {
    expect(newScrypt()).toMatchObject({ name: 'scrypt', N: SCRYPT_N, r: 8, p: 1 });
    expect(128 * SCRYPT_N * 8).toBe(128 * 2 ** 20);
  });

  test('a cost in somebody else’s file is taken only where it is one, and bearable', () => {
    expect(scryptSchema.safeParse(newScrypt()).success).toBe(true);
    for (const N of [1, 1000, 131_073, 2 ** 19, 2 ** 30])
      expect(scryptSchema.safeParse({ ...newScrypt(), N }).success, String(N)).toBe(false);
  });
});

test('scrypt and HKDF (RFC 5869) give what Python gives, OpenSSL through another binding', async () => {
  const bytes = (from: number) => Buffer.from(Array.from({ length: 32 }, (_, i) => from + i));
  // hashlib.scrypt(b"seven green apples", salt=bytes(range(32)), n=4096, r=8, p=1, dklen=32).hex()
  const cost = { ...newScrypt(2 ** 12), salt: bytes(0).toString('base64') };
  expect((await passphraseKey('seven green apples', cost)).toString('hex')).toBe(
    '38f2fabf90552d27da371026966c73a6dd2fbdd5aa63b518cff6cb272b226d78',
  );
  // prk = hmac.new(bytes(32), bytes(range(100, 132)), "sha256").digest()
  // hmac.new(prk, b"thyromap store" + b"\x01", "sha256").hexdigest()
  expect(subkey(bytes(100), 'store').toString('hex')).toBe(
    '723ff5e47ab3acc84e49f041aea31be321457e3e9904ebeb4eba3d029f7827a0',
  );
});

test('a sealed box with any bit changed does not open', () => {
  const key = makeDataKey();
  const box = seal(makeDataKey(), key, 'about');
  expect(unseal(box, key, 'About')).toBeNull();
  for (const field of ['nonce', 'sealed'] as const) {
    const bytes = Buffer.from(box[field], 'base64');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const bad = Buffer.from(bytes);
      bad[bit >> 3]! ^= 1 << (bit & 7);
      expect(unseal({ ...box, [field]: bad.toString('base64') }, key, 'about')).toBeNull();
    }
  }
});

describe('a recovery code', () => {
  test('reads however it is typed', () => {
    const code = makeRecoveryCode();
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
    const bare = code.replaceAll('-', '');
    for (const typed of [
      code.toLowerCase(),
      bare,
      ` ${code.replaceAll('-', ' ')} `,
      code.replaceAll('-', '–'),
    ])
      expect(readRecoveryCode(typed)).toBe(bare);
    expect(readRecoveryCode(code.replaceAll('0', 'o').replaceAll('1', 'l'))).toBe(bare);
  });

  test('with one wrong or two swapped characters is known to be mistyped, nearly always', () => {
    let missed = 0;
    let tried = 0;
    fc.assert(
      fc.property(fc.nat(25), fc.nat(31), (at, letter) => {
        const code = makeRecoveryCode().replaceAll('-', '');
        const wrong = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'[letter]!;
        if (code[at] === wrong) return;
        tried++;
        if (readRecoveryCode(code.slice(0, at) + wrong + code.slice(at + 1)) !== null) missed++;
      }),
      { numRuns: 2000, seed: 5 },
    );
    // 10 check bits: one in 1024 slips through.
    expect(missed / tried).toBeLessThan(0.01);
  });
});

describe('the key file', () => {
  test.each([0, 1])(
    'of which copy %i is damaged or lost is read from the other and made whole',
    async (which) => {
      await createKeyRing(folder, ANNA, { N });
      const whole = readFileSync(files()[0]!, 'utf8');
      for (const damage of [
        () => writeFileSync(files()[which]!, whole.slice(0, 300)),
        () => writeFileSync(files()[which]!, whole.replace('Anna', 'Otto')),
        () => rmSync(files()[which]!),
      ]) {
        damage();
        expect(readKeyFile(folder)?.slots).toHaveLength(2);
        expect(files().map((path) => readFileSync(path, 'utf8'))).toEqual([whole, whole]);
      }
    },
  );

  test('of two copies the newer one counts: what a kill between the two writes leaves', async () => {
    const { dataKey } = await createKeyRing(folder, ANNA, { N });
    const before = readFileSync(files()[1]!);
    await setPassphrase(folder, dataKey, { ...ANNA, passphrase: 'eight red apples' }, N);
    writeFileSync(files()[1]!, before);
    expect(await openWithPassphrase(readKeyFile(folder)!, 'a', 'eight red apples')).toEqual(dataKey);
  });

  test('that is gone is null, damaged twice or from a later version is named', async () => {
    expect(readKeyFile(folder)).toBeNull();
    await createKeyRing(folder, ANNA, { N });
    const whole = readFileSync(files()[0]!, 'utf8');
    for (const path of files()) writeFileSync(path, whole.replace('"revision": 1', '"revision": 7'));
    expect(() => readKeyFile(folder)).toThrow(/key\.damaged/);
    for (const path of files()) writeFileSync(path, whole.replace('"version": 1', '"version": 2'));
    expect(() => readKeyFile(folder)).toThrow(/key\.newer/);
  });

  test('leaves no temporary file behind', async () => {
    await createKeyRing(folder, ANNA, { N });
    renewRecoveryCode(folder, makeDataKey());
    expect(readdirSync(folder).sort()).toEqual([...KEY_FILE_NAMES].sort());
  });
});
