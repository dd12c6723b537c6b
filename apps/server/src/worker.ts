import { readSettings } from './settings.ts'
import { mainWorkspace, prepareStore } from './start/first-start.ts'
import { onEnd, openGround } from './start/process.ts'
import { processLog } from './start/log.ts'

/** A process that only works off jobs, beside any number of web processes on the same database. */
async function main(): Promise<void> {
  const { runtime, close } = await openGround(readSettings(process.env))
  await prepareStore(runtime.options.store)
  runtime.startWorker(mainWorkspace)
  onEnd(close)
  processLog.info('worker started')
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
