/** Bytes by hash. A local folder now; an S3-compatible store has the same three verbs. */
export type FileStore = {
  /** Stores the bytes and gives their SHA-256 in hex; storing the same twice is free. */
  readonly put: (bytes: Uint8Array) => Promise<{ readonly hash: string; readonly size: number }>
  readonly get: (hash: string) => Promise<Uint8Array | null>
}
