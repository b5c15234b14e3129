import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { PackState } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';
import { say, sayFailure } from '../../app/words/say.ts';
import { forkInference } from '../inference/fork.ts';
import { findInstalled, setActive } from '../packs/activate.ts';
import { importPack } from '../packs/importPack.ts';
import { importedPacksFolder, type PackFolders } from '../packs/packFolders.ts';
import { folderSource, zipSource } from '../packs/packSource.ts';
import { packStates } from '../packs/packStates.ts';
import { tryPack } from '../packs/tryPack.ts';
import { dataFolder, packsFolder } from '../shell/folders.ts';
import { languageOf, type RawOptions } from './options.ts';
import { readBytes } from './readFiles.ts';

/** `thyromap packs …`: what the Models screen does, from a terminal. */

function folders(): PackFolders & { imported: string } {
  return { shipped: packsFolder(), imported: importedPacksFolder(dataFolder()) };
}

/** `packs list` and `packs verify`: every pack with its state; exit code 2 where one is not usable. */
export async function listPacks(options: RawOptions): Promise<void> {
  const language = languageOf(options);
  const states = await packStates(folders()).list();
  for (const state of states) {
    const word = state.failure ? 'notUsable' : state.active ? 'active' : 'installed';
    const task = state.manifest ? say(language, `models.task.${state.manifest.task}`) : '';
    console.log([nameOf(state), say(language, `models.${word}`), task, state.sha256 ?? ''].join('\t'));
    if (state.failure) console.log(`  ${sayFailure(language, state.failure)}`);
  }
  if (states.some((state) => state.failure)) process.exitCode = 2;
}

/** `packs import <zip or folder>`: the same checks as in the window. */
export async function bringPack(place: string, options: RawOptions): Promise<void> {
  const language = languageOf(options);
  const source = isFolder(place)
    ? folderSource(place)
    : await zipSource(basename(place), Buffer.from(readBytes(place)));
  const { manifest, folder } = await importPack(source, folders(), (pack) => tryPack(pack, forkInference));
  console.log(`${manifest.name} ${manifest.version}\t${folder}`);
  console.log(say(language, 'models.imported'));
}

/** `packs activate <name-version>` and `packs deactivate`. */
export async function switchPack(name: string, active: boolean, options: RawOptions): Promise<void> {
  const language = languageOf(options);
  const states = packStates(folders());
  const wanted = (await states.list()).find((state) => nameOf(state) === name);
  if (!wanted?.sha256) throw new FailureError('pack.noSuchPack', { pack: name });
  const { failure } = wanted;
  if (failure && active) throw new FailureError(failure.code, failure.values, failure.detail);
  setActive(folders(), findInstalled(folders(), wanted.sha256), active);
  console.log(say(language, active ? 'models.nowActive' : 'models.nowInactive', { pack: name }));
}

function nameOf({ manifest, folder }: PackState): string {
  return manifest ? `${manifest.name}-${manifest.version}` : basename(folder);
}

function isFolder(place: string): boolean {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
