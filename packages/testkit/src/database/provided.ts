import 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the superuser on the test cluster, database `postgres`. */
    databaseUrl: string
  }
}
