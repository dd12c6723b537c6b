import { join } from 'node:path'
import { builtinKit } from '@mortise/kit'
import {
  givenKeys,
  keyFile,
  localFiles,
  openOutbound,
  openRuntime,
  openVault,
  type Runtime,
  s3Files,
} from '@mortise/runtime'
import { openStore } from '@mortise/store'
import { startEmbeddedPostgres } from '@mortise/store/embedded'
import type { ServerSettings } from '../settings.ts'
import { processLog } from './log.ts'

/** A process's hold on the database and everything above it. */
export type Ground = { readonly runtime: Runtime; readonly close: () => Promise<void> }

/** Opens the database (the embedded one when none is named) and the runtime on it. */
export async function openGround(settings: ServerSettings): Promise<Ground> {
  const embedded =
    settings.databaseUrl === undefined
      ? await startEmbeddedPostgres({ dataDir: join(settings.home, 'postgres') })
      : undefined
  const store = openStore({
    url: settings.databaseUrl ?? embedded?.url ?? '',
    fields: builtinKit.fields,
    poolSize: 20,
    namedStatements: settings.namedStatements,
    limits: settings.limits,
    onError: (error) => processLog.error('database connection', { error: String(error) }),
  })
  const runtime = openRuntime({
    store,
    kit: builtinKit,
    files: settings.s3 === undefined ? localFiles(join(settings.home, 'files')) : s3Files(settings.s3),
    vault: openVault(
      settings.secretKeys === undefined
        ? keyFile(join(settings.home, 'secret.keys'))
        : givenKeys(settings.secretKeys, 'MORTISE_SECRET_KEYS'),
    ),
    outbound: openOutbound({ allow: settings.outboundAllow }),
    clock: Date.now,
    url: settings.url,
    log: processLog,
  })
  return {
    runtime,
    close: async () => {
      await runtime.close()
      await embedded?.stop()
    },
  }
}

/** Ends gracefully on the signals of an operator: once; a second signal ends at once. */
export function onEnd(close: () => Promise<void>): void {
  let ending = false
  const end = (): void => {
    if (ending) process.exit(1)
    ending = true
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        processLog.error('shutdown failed', { error: String(error) })
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
}
