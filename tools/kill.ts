import { parseArgs } from 'node:util';
import { runKills, VICTIMS, type VictimName } from './kill/run.ts';

/**
 * `npm run kill`: kills the real processes 300 times under load and prints what survived.
 * `-- --kills 12 --seed 7 --only backend` does less.
 */
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
});
const begun = performance.now();
const rounds = await runKills({
  kills: Number(values.kills),
  seed: Number(values.seed),
  ...(values.only ? { only: values.only as VictimName } : {}),
  told: ({ victim, acknowledged, wrong }, done) => {
    if (wrong.length > 0) console.log(`kill ${done} (${victim}): ${wrong.join('; ')}`);
    else if (done % 25 === 0) console.log(`${done} kills, the last one after ${acknowledged} changes`);
  },
});
console.log('\nkilled       kills  survived  acknowledged changes  lost or half');
for (const name of [...VICTIMS, 'all'] as const) {
  const of = rounds.filter(({ victim }) => name === 'all' || victim === name);
  const survived = of.filter(({ wrong }) => wrong.length === 0).length;
  const acknowledged = of.reduce((sum, round) => sum + round.acknowledged, 0);
  const lost = of.reduce((sum, { wrong }) => sum + wrong.length, 0);
  console.log(
    [
      name.padEnd(11),
      String(of.length).padStart(6),
      String(survived).padStart(9),
      String(acknowledged).padStart(21),
      String(lost).padStart(13),
    ].join(' '),
  );
}
console.log(`\n${Math.round((performance.now() - begun) / 1000)} s`);
process.exitCode = rounds.some(({ wrong }) => wrong.length > 0) ? 1 : 0;
