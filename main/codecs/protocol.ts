/** What is asked of the thread that unpacks pictures: one compressed frame at a time. */
export type UnpackRequest = {
  id: number;
  codec: 'jpeg2000' | 'jpegLs' | 'jpegLossless';
  packed: Uint8Array;
  width: number;
  height: number;
};

export type DecodedSamples = {
  bytes: Uint8Array;
  width: number;
  height: number;
  bits: number;
  samples: number;
  /** Samples stand in planes instead of pixel by pixel. */
  planar: boolean;
};

/** JPEG lossless gives bytes alone; what they mean the DICOM file says. */
export type Unpacked = DecodedSamples | { bytes: Uint8Array };
export type UnpackReply = { id: number; unpacked: Unpacked } | { id: number; error: string };
