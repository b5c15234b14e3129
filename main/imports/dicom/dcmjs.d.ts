/** The part of dcmjs 0.52 that is used here; the package carries no types. */
declare module 'dcmjs' {
  export type DicomElement = { vr: string; Value: unknown[] };
  export type DicomDataset = Record<string, DicomElement | undefined>;
  export class DicomDict {
    constructor(meta: DicomDataset);
    meta: DicomDataset;
    dict: DicomDataset;
    write(options?: { fragmentMultiframe?: boolean; allowInvalidVRLength?: boolean }): ArrayBuffer;
  }
  type Logger = { setLevel(level: 'silent', persist: boolean): void };
  const dcmjs: {
    data: {
      DicomMessage: {
        readFile(buffer: ArrayBuffer, options?: { ignoreErrors?: boolean; noCopy?: boolean }): DicomDict;
      };
      DicomDict: typeof DicomDict;
    };
    log: Logger & { getLogger(name: string): Logger };
  };
  export default dcmjs;
}
