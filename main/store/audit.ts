import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import type {
  AuditAction,
  AuditDetail,
  AuditEntry,
  AuditFilter,
  AuditVerdict,
} from '../../app/audit/auditEntry.ts';
import { readAuditHead } from './auditHead.ts';
import { prepared, read, type Store, write } from './store.ts';

/**
 * The append-only log. Each row's hash covers the row and the hash before it, so that a changed, removed or moved
 * row breaks the chain from there on; rows cut off the end are told by the head kept beside the store.
 */

export type NewAuditRow = { action: AuditAction; caseId?: string | null; detail?: AuditDetail; at?: string };

const BEFORE_THE_FIRST = '0'.repeat(64);

/** Adds a row in the name of `store.actor`, in the same transaction as the change it tells of. */
export function record(store: Store, row: NewAuditRow): void {
  write(store, () => {
    const last = prepared<[], { seq: number; hash: string }>(
      store,
      'SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1',
    ).get();
    const content: Unhashed = {
      seq: (last?.seq ?? 0) + 1,
      at: row.at ?? store.now().toISOString(),
      userId: store.actor.id,
      userName: store.actor.name,
      action: row.action,
      caseId: row.caseId ?? null,
      detail: canonical(row.detail ?? {}),
      previous: last?.hash ?? BEFORE_THE_FIRST,
    };
    const hash = hashOf(content);
    prepared(store, 'INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
      content.seq,
      content.at,
      content.userId,
      content.userName,
      content.action,
      content.caseId,
      content.detail,
      content.previous,
      hash,
    );
    store.auditTail = { seq: content.seq, hash };
  });
}

/** Rows that fit the filter, newest first, and how many there are. */
export function listAudit(
  store: Store,
  filter: AuditFilter,
  page: { offset: number; limit: number },
): { rows: AuditEntry[]; total: number } {
  return read(store, () => {
    const { where, values } = conditions(filter);
    const total = store.db.prepare(`SELECT count(*) FROM audit WHERE ${where}`).pluck().get(values) as number;
    const rows = store.db
      .prepare<unknown[], Row>(
        `SELECT * FROM audit WHERE ${where} ORDER BY seq DESC LIMIT $limit OFFSET $offset`,
      )
      .all({ ...values, ...page });
    return { rows: rows.map(toEntry), total };
  });
}

/** Holds every row against its hash, the hash before it and its number, and the end against the head. */
export function verifyAudit(store: Store, auditKey: Buffer): AuditVerdict {
  return read(store, () => {
    const head = readAuditHead(dirname(store.file), auditKey);
    let seq = 0;
    let hash = BEFORE_THE_FIRST;
    let hashAtHead: string | null = null;
    const verdict = (fault: AuditVerdict['fault'], at: number | null): AuditVerdict => ({
      rows: count,
      fault,
      seq: at,
      lastSeq: seq,
      lastHash: hash,
    });
    const count = store.db.prepare('SELECT count(*) FROM audit').pluck().get() as number;
    for (const row of store.db.prepare<[], Row>('SELECT * FROM audit ORDER BY seq').iterate()) {
      const at = row.seq;
      if (at !== seq + 1) return verdict('missing', seq + 1);
      if (row.previous !== hash) return verdict('order', at);
      if (hashOf(toUnhashed(row)) !== row.hash) return verdict('changed', at);
      seq = at;
      hash = row.hash;
      if (typeof head === 'object' && head.seq === at) hashAtHead = hash;
    }
    if (head === 'forged') return verdict('headForged', null);
    if (head === 'missing') return count === 0 ? verdict(null, null) : verdict('headMissing', null);
    if (head.seq > seq) return verdict('cut', seq + 1);
    if (hashAtHead !== head.hash) return verdict('changed', head.seq);
    return verdict(null, null);
  });
}

/** The quick part of `verifyAudit`, for every opening: is the row that the head names still there, and is it the same? */
export function verifyAuditEnd(store: Store, auditKey: Buffer): AuditVerdict['fault'] {
  return read(store, () => {
    const head = readAuditHead(dirname(store.file), auditKey);
    if (head === 'forged') return 'headForged';
    if (head === 'missing')
      return store.db.prepare('SELECT 1 FROM audit LIMIT 1').get() ? 'headMissing' : null;
    const hash = store.db
      .prepare<[number], string>('SELECT hash FROM audit WHERE seq = ?')
      .pluck()
      .get(head.seq);
    return hash === undefined ? 'cut' : hash === head.hash ? null : 'changed';
  });
}

type Row = {
  seq: number;
  at: string;
  user_id: string | null;
  user_name: string;
  action: AuditAction;
  case_id: string | null;
  detail: string;
  previous: string;
  hash: string;
};
type Unhashed = Omit<AuditEntry, 'hash' | 'detail'> & { detail: string };

const toUnhashed = (row: Row): Unhashed => ({
  seq: row.seq,
  at: row.at,
  userId: row.user_id,
  userName: row.user_name,
  action: row.action,
  caseId: row.case_id,
  detail: row.detail,
  previous: row.previous,
});
const toEntry = (row: Row): AuditEntry => ({
  ...toUnhashed(row),
  detail: JSON.parse(row.detail) as AuditDetail,
  hash: row.hash,
});

/** SHA-256 over the row as a JSON array in fixed order: one text for one row, on every machine. */
function hashOf(row: Unhashed): string {
  const { seq, at, userId, userName, action, caseId, detail, previous } = row;
  const text = JSON.stringify([previous, seq, at, userId, userName, action, caseId, detail]);
  return createHash('sha256').update(text).digest('hex');
}

/** JSON with its keys in order. */
function canonical(detail: AuditDetail): string {
  return JSON.stringify(Object.fromEntries(Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function conditions(filter: AuditFilter): { where: string; values: Record<string, string> } {
  const parts: [string, string, string | null][] = [
    ['user_id = $userId', 'userId', filter.userId],
    ['action = $action', 'action', filter.action],
    ['case_id = $caseId', 'caseId', filter.caseId],
    ['at >= $from', 'from', filter.from],
    // Every moment of the last day sorts before the tilde.
    ["at <= $to || '~'", 'to', filter.to],
  ];
  const used = parts.filter((part): part is [string, string, string] => part[2] !== null);
  return {
    where: used.map(([sql]) => sql).join(' AND ') || 'TRUE',
    values: Object.fromEntries(used.map(([, name, value]) => [name, value])),
  };
}
