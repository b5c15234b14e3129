import type { AnyReply } from '../../main/shell/protocol.ts';
import { writeGreyPng } from '../../main/store/images.ts';
import { type Expected, expectCase } from './expected.ts';

/** Sends one request and gives its answer; null when whoever should have answered is gone. */
export type Wire = { send(name: string, input: unknown): Promise<AnyReply | null> };

/** As small as the product takes. */
const SIDE_PX = 64;
const PNG = (
  await writeGreyPng({
    width: SIDE_PX,
    height: SIDE_PX,
    pixels: new Uint8Array(SIDE_PX * SIDE_PX).map((_, i) => (i * 7) % 251),
    spacingMmPerPx: null,
  })
).toString('base64');

export type LoadOptions = {
  random: () => number;
  caseFile: string | null;
  passphrase: string;
  assess: boolean;
};

/**
 * Works like a hurried person until the wire is dead: creates, corrects, records outcomes, deletes and brings back,
 * imports cases, makes backups, and asks for assessments; keeps a record of what was acknowledged.
 */
export async function workUntilDead(wire: Wire, expected: Expected, options: LoadOptions): Promise<void> {
  const { random } = options;
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const mine: string[] = [];
  for (let i = 0; ; i++) {
    const dice = random();
    let alive: boolean;
    if (mine.length < 2 || dice < 0.35) alive = await create(i);
    else if (dice < 0.6) alive = await change(pick(mine));
    else if (dice < 0.75) alive = await outcome(pick(mine));
    else if (dice < 0.85) alive = await remove(pick(mine));
    else if (dice < 0.9 && options.caseFile) alive = await receive(options.caseFile);
    else if (dice < 0.93) alive = (await wire.send('backup.make', {})) !== null;
    else if (options.assess) {
      alive = (await wire.send('assessment.start', { caseIds: [pick(mine)] })) !== null;
    } else alive = await change(pick(mine));
    if (!alive) return;
  }

  async function create(i: number): Promise<boolean> {
    const staged = await wire.send('image.stage', { file: { name: `${i}.png`, base64: PNG } });
    if (staged === null) return false;
    if (!staged.ok) throw new Error(`image.stage: ${JSON.stringify(staged.failure)}`);
    const { stagedId } = staged.value as { stagedId: string };
    const ageYears = 20 + Math.floor(random() * 60);
    const made = await wire.send('case.create', {
      facts: { label: `Case ${i}`, ageYears, sex: 'F', side: 'left', pole: 'upper', report: 'solid nodule' },
      views: [{ stagedId, kind: 'transverse', spacingMmPerPx: 0.07, spacingSource: 'entered' }],
    });
    if (made === null) return false;
    if (!made.ok) throw new Error(`case.create: ${JSON.stringify(made.failure)}`);
    const { id } = made.value as { id: string };
    expectCase(expected, id, ageYears);
    mine.push(id);
    return true;
  }

  async function change(caseId: string): Promise<boolean> {
    const one = expected.cases.get(caseId)!;
    if (one.deleted.at(-1)) return true;
    const ageYears = 20 + Math.floor(random() * 60);
    one.age.push(ageYears);
    const reply = await wire.send('case.change', { caseId, facts: { ageYears } });
    if (reply === null) return false;
    if (!reply.ok) throw new Error(`case.change: ${JSON.stringify(reply.failure)}`);
    one.age = [ageYears];
    expected.acknowledged++;
    return true;
  }

  async function outcome(caseId: string): Promise<boolean> {
    const one = expected.cases.get(caseId)!;
    if (one.deleted.at(-1)) return true;
    one.outcomes.sent++;
    const lateralMetastasis = one.outcomes.told % 2 === 0;
    const reply = await wire.send('outcome.record', { caseId, lateralMetastasis, basis: 'histology' });
    if (reply === null) return false;
    if (!reply.ok) throw new Error(`outcome.record: ${JSON.stringify(reply.failure)}`);
    one.outcomes.told++;
    expected.acknowledged++;
    return true;
  }

  async function remove(caseId: string): Promise<boolean> {
    const one = expected.cases.get(caseId)!;
    const now = !one.deleted.at(-1);
    one.deleted.push(now);
    const reply = await wire.send(now ? 'case.delete' : 'case.undelete', { caseIds: [caseId] });
    if (reply === null) return false;
    if (!reply.ok) throw new Error(`case.delete: ${JSON.stringify(reply.failure)}`);
    one.deleted = [now];
    expected.acknowledged++;
    return true;
  }

  async function receive(base64: string): Promise<boolean> {
    const { passphrase } = options;
    const reply = await wire.send('transfer.receive', { base64, fileName: 'cases.tmcases', passphrase });
    if (reply === null) return false;
    if (!reply.ok) throw new Error(`transfer.receive: ${JSON.stringify(reply.failure)}`);
    for (const id of (reply.value as { added: string[] }).added) expectCase(expected, id, 43);
    return true;
  }
}
