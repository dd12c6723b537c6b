/** Bytes by hash. A local folder now; an S3-compatible store has the same verbs. */
export type FileStore = {
  /** Stores the bytes and gives their SHA-256 in hex; storing the same twice is free, but counts as storing it now. */
  readonly put: (bytes: Uint8Array) => Promise<{ readonly hash: string; readonly size: number }>
  /** The same for bytes that come piece by piece and may be many. Leaves nothing behind when they break off. */
  readonly putStream: (
    pieces: AsyncIterable<Uint8Array>,
  ) => Promise<{ readonly hash: string; readonly size: number }>
  /**
   * Removes a file that nobody has stored (anew) since `before`, in milliseconds since 1970. False when somebody has, so
   * that it must stay; true when it is gone.
   */
  readonly remove: (hash: string, before: number) => Promise<boolean>
  /** Removes what broken-off writes from before then left behind. */
  readonly tidy: (before: number) => Promise<void>
  readonly get: (hash: string) => Promise<Uint8Array | null>
  /** Opens a file to read it piece by piece, as often as wanted; null when it is not there. */
  readonly open: (hash: string) => Promise<OpenFile | null>
}

/** A file that may be larger than memory. */
export type OpenFile = {
  readonly size: number
  /** All bytes from the first on. A piece holds only until the next is asked for: its place is used again. */
  readonly pieces: () => AsyncIterable<Uint8Array>
  /** So many bytes from a place; fewer where it ends. */
  readonly part: (from: number, length: number) => Promise<Uint8Array>
}
