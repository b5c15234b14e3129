#!/usr/bin/env node
/**
 * Sets ThyroMap up and runs one command: `node tools/bootstrap.mjs start|test|…`, behind `npm start` and `npm test`.
 * Plain JavaScript for any Node from 18 up, on Linux, macOS and Windows. What it brings (a newer Node, packages,
 * the build) stays in the working tree, so that the second run needs no network.
 */
import { findNode, rerunWith } from './setup/node.mjs';
import { Trouble, tell } from './setup/say.mjs';

const [command = 'start', ...rest] = process.argv.slice(2);

try {
  const node = await findNode();
  process.exitCode = node.isThisOne ? await runCommand(command, rest) : await rerunWith(node.file);
} catch (error) {
  if (!(error instanceof Trouble)) throw error;
  tell(error.message);
  process.exitCode = 1;
}

async function runCommand(name, args) {
  // Loaded only now: what follows may use everything that Node 22.13 has.
  const { COMMANDS } = await import('./setup/commands.mjs');
  const run = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : null;
  if (!run)
    throw new Trouble(`There is no command "${name}"; there are ${Object.keys(COMMANDS).join(', ')}.`);
  return await run(args);
}
