import type { IncomingFile } from '../../app/contract/channels.ts';
import { FailureError } from '../../app/failure.ts';

/** The contract's bound on base64, in bytes of file. */
export const FILE_BYTES_MAX = 290_000_000;

/** A file as the contract carries it. The browser's own base64 is the fastest there is. */
export async function readFile(file: File, name: string = file.name): Promise<IncomingFile> {
  if (file.size > FILE_BYTES_MAX) {
    throw new FailureError('image.fileTooLarge', { file: name, limitMb: Math.round(FILE_BYTES_MAX / 1e6) });
  }
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result as string);
    // The file was moved, or lies on a share that went away.
    reader.onerror = () =>
      reject(new FailureError('newCase.unreadable', { file: name }, reader.error?.message));
    reader.readAsDataURL(file);
  });
  return { name: name.slice(-300), base64: url.slice(url.indexOf(',') + 1) };
}
