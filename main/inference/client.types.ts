import type { NetworkRole, PackManifest } from '../../app/pack/manifest.ts';
import type { PlainTensors } from './protocol.ts';

/** The pack in use: its description, its hash, and the folder with what lies beside the networks (vocabulary, cards). */
export type ActivePack = {
  readonly manifest: PackManifest;
  readonly sha256: string;
  readonly folder: string;
};

/** The pipeline's view of inference: it neither knows nor cares which process runs the network. */
export type Inference = {
  /** The pack in use, after its check; throws a FailureError naming the file when the pack is missing or altered. */
  pack(): Promise<ActivePack>;
  /**
   * Runs one network; with `outputs` only these come back. A process death costs one retry; a second death fails
   * with `inference.died`.
   */
  run(
    role: NetworkRole,
    inputs: PlainTensors,
    signal?: AbortSignal,
    outputs?: readonly string[],
  ): Promise<PlainTensors>;
  /**
   * Runs one network on each of these inputs; the outputs come back with a new first dimension, an answer each.
   * Tensors that several inputs share travel to the process once.
   */
  runMany(
    role: NetworkRole,
    inputs: readonly PlainTensors[],
    signal?: AbortSignal,
    outputs?: readonly string[],
  ): Promise<PlainTensors>;
  /**
   * Runs a network of another pack than the one in use; it is loaded, after every check, when it is first asked.
   * Retries and failures are those of `run`.
   */
  runIn(
    pack: Pick<ActivePack, 'folder' | 'sha256'>,
    role: NetworkRole,
    inputs: PlainTensors,
    signal?: AbortSignal,
    outputs?: readonly string[],
  ): Promise<PlainTensors>;
  /** How often the process was restarted since this client was made. */
  restarts(): number;
  close(): Promise<void>;
};
