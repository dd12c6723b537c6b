/** How to start the embedded database. */
export type EmbeddedPostgresOptions = {
  /** The folder of the cluster; made when missing. Its password is kept beside it in `<dataDir>.password`. */
  readonly dataDir: string
  /** The port on 127.0.0.1; 0 or left out takes a free one. A running server keeps the port it has. */
  readonly port?: number | undefined
  /** False trades safety on power loss for speed: for throwaway data only. Default true. */
  readonly durable?: boolean | undefined
  /** More server settings, such as `{ max_connections: '200' }`. Ignored when a server is adopted. */
  readonly settings?: Readonly<Record<string, string>> | undefined
  /** Gets each line that the server writes to its log. */
  readonly log?: ((line: string) => void) | undefined
}

/** A running embedded database. */
export type EmbeddedPostgres = {
  /** Connection URL of the superuser for the database `postgres`. Holds the password: never log it. */
  readonly url: string
  readonly port: number
  /** True when a server was already running on the folder, for example because its starter was killed. */
  readonly adopted: boolean
  /**
   * Stops the server and waits until it is down. Does nothing when the server belongs to another process
   * that is still alive. Can be called more than once.
   */
  stop(): Promise<void>
}

/** The account that the server runs as when it must not be the one of this process (root). */
export type Account = { readonly uid: number; readonly gid: number }

/** How server programs are run: from which folder, as whom, behind which command. */
export type Launch = {
  /** The folder with `bin`, `lib` and `share`. */
  readonly native: string
  readonly account: Account | undefined
  /** Words before the program, such as those of `unshare`. */
  readonly prefix: readonly string[]
}
