import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A real file system of few bytes (tmpfs): the kernel itself refuses what does not fit. */
export type SmallDisk = {
  readonly path: string;
  /** Leaves so many bytes free, rounded up to whole blocks. */
  fill(bytesLeft?: number): void;
  /** Gives back what `fill` took. */
  empty(): void;
  grow(bytes: number): void;
  remove(): void;
};

export const NO_SMALL_DISK = 'needs root and leave to mount a tmpfs';
const FILLER = '.filler';

/** Null where this process may not mount one; the test then says so and is skipped. */
export function mountSmallDisk(path: string, bytes: number): SmallDisk | null {
  mkdirSync(path, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return null;
  }
  const filler = join(path, FILLER);
  return {
    path,
    fill(bytesLeft = 0) {
      rmSync(filler, { force: true });
      const { bavail, bsize } = statfsSync(path);
      const blocks = bavail - Math.ceil(bytesLeft / bsize);
      writeFileSync(filler, Buffer.alloc(Math.max(0, blocks) * bsize, 1));
    },
    empty: () => rmSync(filler, { force: true }),
    grow: (to) => {
      execFileSync('mount', ['-o', `remount,size=${to}`, path], { stdio: 'ignore' });
    },
    remove: () => {
      execFileSync('umount', ['-l', path], { stdio: 'ignore' });
      rmSync(path, { recursive: true, force: true });
    },
  };
}
