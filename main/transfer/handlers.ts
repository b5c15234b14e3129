import Database from 'better-sqlite3';
import type { Handlers } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import type { TransferredCase } from '../../app/transfer/transferredCase.ts';
import { PICTURE_BYTES_AT_ONCE } from '../../app/transfer/transferredCase.ts';
import type { Guess } from '../access/guess.ts';
import type { Emit } from '../backend/queue.ts';
import { record } from '../store/audit.ts';
import { findCaseRow } from '../store/caseRows.ts';
import { type Store, write } from '../store/store.ts';
import { readCaseFile, writeCaseFile } from './caseFile.ts';
import { arrivalOf, checkPictures, takeInCase } from './takeIn.ts';
import { takeOutCase } from './takeOut.ts';

type TransferHandlers = Pick<Handlers, Extract<keyof Handlers, `transfer.${string}`>>;

/** Answers the contract's `transfer.*`. */
export function transferHandlers(parts: {
  store: Store;
  emit: Emit;
  appVersion: string;
  storeId: () => string;
  /** Slows down guessing a file's passphrase. */
  guess?: Guess;
  scryptN?: number;
}): TransferHandlers {
  const { store, emit } = parts;

  async function opened(input: { base64: string; fileName: string; passphrase: string }) {
    const file = input.fileName;
    const { header, cases } = await readCaseFile(
      Buffer.from(input.base64, 'base64'),
      file,
      input.passphrase,
      parts.guess ? { guess: parts.guess } : {},
    );
    for (const one of cases) await checkPictures(one, file);
    return { header, cases };
  }

  return {
    'transfer.export': async ({ caseIds, passphrase }) => {
      const cases: TransferredCase[] = [];
      let bytes = 0;
      for (const caseId of new Set(caseIds)) {
        findCaseRow(store, caseId);
        const one = takeOutCase(store, caseId);
        bytes += one.pictures.reduce((sum, { pngBase64 }) => sum + pngBase64.length * 0.75, 0);
        if (bytes > PICTURE_BYTES_AT_ONCE)
          throw new FailureError('transfer.tooMuch', { mb: PICTURE_BYTES_AT_ONCE / 1_000_000 });
        cases.push(one);
      }
      const madeAt = store.now().toISOString();
      const from = parts.storeId().slice(0, 8);
      const facts = { madeAt, appVersion: parts.appVersion, from };
      const file = await writeCaseFile(facts, cases, passphrase, parts.scryptN);
      write(store, () => {
        for (const { id } of cases)
          record(store, { action: 'data.exported', caseId: id, detail: { what: 'case file' } });
      });
      const stamp = madeAt.slice(0, 16).replaceAll(':', '-');
      return { fileName: `thyromap-cases-${stamp}.tmcases`, base64: file.toString('base64') };
    },
    'transfer.look': async (input) => {
      const { header, cases } = await opened(input);
      return {
        madeAt: header.madeAt,
        from: header.from,
        cases: cases.map((one) => ({
          caseId: one.id,
          label: one.facts.label,
          createdAt: one.createdAt,
          assessments: one.assessments.length,
          outcomes: one.outcomes.length,
          arrival: arrivalOf(store, one).arrival,
        })),
      };
    },
    'transfer.receive': async (input) => {
      const { header, cases } = await opened(input);
      const added: string[] = [];
      // All of them or none.
      try {
        write(store, () => {
          for (const one of cases) {
            const { arrival, keepAs } = arrivalOf(store, one);
            if (arrival === 'here') continue;
            takeInCase(store, keepAs, header.from, one.id);
            added.push(keepAs.id);
          }
        });
      } catch (error) {
        throw isTaken(error) ? new FailureError('transfer.damaged', { file: input.fileName }) : error;
      }
      emit('workList.changed', {});
      return { added, alreadyHere: cases.length - added.length };
    },
  };
}

/** An id that another case of this store has: no file of ours says so, since ids are drawn anew for each picture. */
const isTaken = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT');
