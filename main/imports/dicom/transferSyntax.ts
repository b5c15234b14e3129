/** How the pixels of a file are packed (PS3.6 table A-1; PS3.5 section 10). */
export type Packing = 'plain' | 'plainBigEndian' | 'jpeg' | 'jpegLossless' | 'jpegLs' | 'jpeg2000' | 'rle';

type Known = { packing: Packing } | { refused: string };

const KNOWN: Record<string, Known> = {
  '1.2.840.10008.1.2': { packing: 'plain' },
  '1.2.840.10008.1.2.1': { packing: 'plain' },
  '1.2.840.10008.1.2.1.99': { packing: 'plain' },
  '1.2.840.10008.1.2.2': { packing: 'plainBigEndian' },
  '1.2.840.10008.1.2.4.50': { packing: 'jpeg' },
  '1.2.840.10008.1.2.4.51': { packing: 'jpeg' },
  '1.2.840.10008.1.2.4.57': { packing: 'jpegLossless' },
  '1.2.840.10008.1.2.4.70': { packing: 'jpegLossless' },
  '1.2.840.10008.1.2.4.80': { packing: 'jpegLs' },
  '1.2.840.10008.1.2.4.81': { packing: 'jpegLs' },
  '1.2.840.10008.1.2.4.90': { packing: 'jpeg2000' },
  '1.2.840.10008.1.2.4.91': { packing: 'jpeg2000' },
  '1.2.840.10008.1.2.4.92': { refused: 'JPEG 2000 part 2' },
  '1.2.840.10008.1.2.4.93': { refused: 'JPEG 2000 part 2' },
  '1.2.840.10008.1.2.4.100': { refused: 'MPEG-2' },
  '1.2.840.10008.1.2.4.101': { refused: 'MPEG-2' },
  '1.2.840.10008.1.2.4.102': { refused: 'MPEG-4' },
  '1.2.840.10008.1.2.4.103': { refused: 'MPEG-4' },
  '1.2.840.10008.1.2.4.104': { refused: 'MPEG-4' },
  '1.2.840.10008.1.2.4.105': { refused: 'MPEG-4' },
  '1.2.840.10008.1.2.4.106': { refused: 'MPEG-4' },
  '1.2.840.10008.1.2.4.107': { refused: 'HEVC' },
  '1.2.840.10008.1.2.4.108': { refused: 'HEVC' },
  '1.2.840.10008.1.2.4.201': { refused: 'High-Throughput JPEG 2000' },
  '1.2.840.10008.1.2.4.202': { refused: 'High-Throughput JPEG 2000' },
  '1.2.840.10008.1.2.4.203': { refused: 'High-Throughput JPEG 2000' },
  '1.2.840.10008.1.2.5': { packing: 'rle' },
};

/** The packing, or the name under which it is refused (the UID itself when it is unknown). */
export function lookUpTransferSyntax(uid: string): Known {
  return KNOWN[uid] ?? { refused: uid };
}
