/** The backend's end of the channel to one inference process, whichever host started it. */
export type InferencePort = {
  /** The process's id, for the memory watch; null where the host does not tell. */
  readonly pid: number | null;
  /** Structured clone; a message to a process that is gone is dropped (its close is reported). */
  send(message: unknown): void;
  onMessage(heard: (message: unknown) => void): void;
  /** Called once, however the process ended. */
  onClose(heard: (reason: string) => void): void;
  /** Ends the process at once, in the middle of a run if need be. */
  kill(): void;
};

/** Supplied by the host: starts a fresh inference process. */
export type StartInference = () => Promise<InferencePort>;
