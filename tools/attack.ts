import { byGroup } from '../main/web/testing/attack.ts';
import { startAttackTarget } from '../main/web/testing/attackTarget.ts';
import { linkAttacks } from '../main/web/testing/linkAttacks.ts';
import { pageAttacks } from '../main/web/testing/pageAttacks.ts';

/** `npm run attack`: every attempt on the real web host; prints cases and what was let through, and fails on any. */

const target = await startAttackTarget();
const rows: { group: string; cases: number; through: string[] }[] = [];
for (const [group, attacks] of byGroup([...pageAttacks, ...linkAttacks])) {
  const through: string[] = [];
  for (const { name, attempt } of attacks) {
    const got = await attempt(target);
    if (got !== null) through.push(`${name}: ${got}`);
  }
  rows.push({ group, cases: attacks.length, through });
}
await target.close();

const cases = rows.reduce((sum, row) => sum + row.cases, 0);
const through = rows.flatMap((row) => row.through);
for (const row of rows)
  console.log(
    `${row.group.padEnd(20)} ${String(row.cases).padStart(4)} cases  ${row.through.length} let through`,
  );
console.log(`${'all'.padEnd(20)} ${String(cases).padStart(4)} cases  ${through.length} let through`);
for (const line of through) console.log(`  ${line}`);
process.exitCode = through.length === 0 ? 0 : 1;
