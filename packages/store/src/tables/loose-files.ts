/** Files that nothing holds yet, and contents that nothing names any more. */
export type LooseFileTables = {
  /** Keeps these for good: something names them now. */
  readonly hold: (ids: readonly string[]) => Promise<void>
  /** These are needed for so long only, unless something holds them. */
  readonly shorten: (ids: readonly string[], seconds: number) => Promise<void>
  /**
   * Lets go of files whose time is over and that no draft names, and notes their contents. At most `limit` at a time;
   * gives how many. Safe to run in several processes at once.
   */
  readonly drop: (limit: number) => Promise<number>
  /** Hashes of all contents that a file of this workspace has, or had until they are swept. */
  readonly contents: () => Promise<readonly string[]>
  /** Notes contents that a workspace had which is going, as those of files that were let go now. */
  readonly inherit: (hashes: readonly string[]) => Promise<void>
  /** Hashes of contents whose last file was let go so long ago. */
  readonly gone: (secondsAgo: number, limit: number) => Promise<readonly string[]>
  /** Whether a file of this workspace has these contents. */
  readonly isNamed: (hash: string) => Promise<boolean>
  /** Contents that were removed, or are named again. */
  readonly settle: (hash: string) => Promise<void>
}
