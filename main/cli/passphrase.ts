import { readFileSync } from 'node:fs';
import { FailureError } from '../../app/failure.ts';

/**
 * A passphrase for a terminal: asked without an echo, or read from an open file descriptor (`--passphrase-fd 3`).
 * Never an argument or an environment variable, which other programs on the computer can read.
 * @throws FailureError `cli.passphraseNeeded` where neither is to be had, or Ctrl-C was pressed
 */
export async function readPassphrase(question: string, descriptor: string | undefined): Promise<string> {
  if (descriptor !== undefined) {
    const number = Number(descriptor);
    if (!Number.isInteger(number) || number < 0) throw new FailureError('cli.passphraseNeeded');
    try {
      return readFileSync(number, 'utf8').replace(/\r?\n$/, '');
    } catch {
      throw new FailureError('cli.passphraseNeeded');
    }
  }
  if (!process.stdin.isTTY) throw new FailureError('cli.passphraseNeeded');
  process.stderr.write(question);
  return await typed();
}

const ENTER = ['\r', '\n', '\u0004'];
const INTERRUPT = '\u0003';
const ERASE = ['\u0008', '\u007f'];

function typed(): Promise<string> {
  const { stdin } = process;
  stdin.setRawMode(true).setEncoding('utf8').resume();
  return new Promise((resolve, reject) => {
    let text = '';
    const done = (): void => {
      stdin.off('data', hear).setRawMode(false).pause();
      process.stderr.write('\n');
    };
    const hear = (data: string): void => {
      for (const character of data) {
        if (character === INTERRUPT) {
          done();
          reject(new FailureError('cli.passphraseNeeded'));
          return;
        }
        if (ENTER.includes(character)) {
          done();
          resolve(text);
          return;
        }
        text = ERASE.includes(character) ? [...text].slice(0, -1).join('') : text + character;
      }
    };
    stdin.on('data', hear);
  });
}
