import { roleAllows } from '../../app/contract/access.ts';
import { FailureError } from '../../app/failure.ts';
import { say } from '../../app/words/say.ts';
import { toCsv } from '../access/auditHandlers.ts';
import { createDoor, type Door } from '../access/door.ts';
import { subkey } from '../keys/dataKey.ts';
import { dataFolder } from '../shell/folders.ts';
import { listAudit, record, verifyAudit } from '../store/audit.ts';
import { languageOf, type RawOptions } from './options.ts';
import { writeWhole } from './output.ts';
import { readPassphrase } from './passphrase.ts';

/** `thyromap audit …`: what an administrator does in the window, from a terminal; ThyroMap must be closed. */

type AuditOptions = RawOptions & { user?: string; passphraseFd?: string };

/** `audit verify`: exit code 2 where a row was changed, removed or moved. */
export async function verifyLog(options: AuditOptions): Promise<void> {
  const language = languageOf(options);
  await asAdministrator(options, (door) => {
    const verdict = verifyAudit(door.store(), subkey(door.dataKey(), 'audit head'));
    record(door.store(), {
      action: 'audit.verified',
      detail: { fault: verdict.fault, rows: verdict.rows },
    });
    const { fault, rows, seq, lastSeq, lastHash } = verdict;
    if (fault === null) {
      console.log(say(language, 'audit.whole', { rows, seq: lastSeq, hash: lastHash }));
      return;
    }
    console.log(say(language, `audit.fault.${fault}`, { seq: seq ?? '' }));
    process.exitCode = 2;
  });
}

/** `audit export <file>`: every row as CSV. */
export async function exportLog(file: string, options: AuditOptions): Promise<void> {
  await asAdministrator(options, (door) => {
    const everything = { userId: null, action: null, caseId: null, from: null, to: null };
    const { rows } = listAudit(door.store(), everything, { offset: 0, limit: -1 });
    writeWhole(file, toCsv(rows), 0o600);
    record(door.store(), { action: 'data.exported', detail: { what: 'audit log', rows: rows.length } });
    console.log(file);
  });
}

async function asAdministrator(options: AuditOptions, work: (door: Door) => void): Promise<void> {
  const language = languageOf(options);
  const door = createDoor({ folder: dataFolder(), opened: () => {}, changed: () => {} });
  try {
    const state = door.state();
    if (state.state === 'trouble') {
      const { code, values, detail } = door.trouble()!;
      throw new FailureError(code, values, detail);
    }
    if (state.state !== 'locked') throw new FailureError('cli.noStore', { folder: dataFolder() });
    const user =
      options.user === undefined
        ? (state.users.find(({ id }) => id === state.lastUserId) ?? state.users[0])
        : state.users.find(({ name }) => name === options.user);
    if (!user) throw new FailureError('access.unknownUser');
    const question = say(language, 'cli.passphraseOf', { name: user.name });
    await door.unlock(user.id, await readPassphrase(question, options.passphraseFd));
    if (!roleAllows(door.session()?.user.role ?? null, 'administrator'))
      throw new FailureError('access.needs.administrator');
    work(door);
  } finally {
    door.close();
  }
}
