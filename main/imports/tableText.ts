import { FailureError } from '../../app/failure.ts';

/**
 * A table's text whatever program saved it: UTF-8 with or without mark, UTF-16 with mark (Excel's "Unicode text"),
 * else GBK/GB18030 (Excel in Chinese). Throws `table.isSpreadsheet`, `table.empty` or `table.notText`.
 */
export function readTableText(bytes: Uint8Array, fileName: string): string {
  if (isSpreadsheet(bytes)) throw new FailureError('table.isSpreadsheet', { file: fileName });
  const text = decodeText(bytes);
  if (text === null || text.includes('\0')) throw new FailureError('table.notText', { file: fileName });
  if (text.trim() === '') throw new FailureError('table.empty', { file: fileName });
  return text;
}

/** Text in UTF-8, UTF-16 with mark, or GB18030; null when it is none of them. */
export function decodeText(bytes: Uint8Array): string | null {
  const encodings =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? ['utf-16le']
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? ['utf-16be']
        : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // not this encoding: the next one
    }
  }
  return null;
}

/** XLSX (a ZIP) and XLS (an OLE compound file) by their first bytes. */
function isSpreadsheet(bytes: Uint8Array): boolean {
  const zip = bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
  const ole = bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0;
  return zip || ole;
}
