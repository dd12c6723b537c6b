import { openSecrets } from '@mortise/runtime'
import { readSettings } from './settings.ts'
import { mainWorkspace, prepareStore } from './start/first-start.ts'
import { onEnd, openGround } from './start/process.ts'
import { processLog } from './start/log.ts'

/** A process that only works off jobs, beside any number of web processes on the same database. */
async function main(): Promise<void> {
  const settings = readSettings(process.env)
  const { runtime, close } = await openGround(settings)
  await prepareStore(runtime.options.store)
  await openSecrets(runtime.workspace(mainWorkspace), { lost: settings.secretsLost })
  runtime.startWorker(mainWorkspace)
  onEnd(close)
  processLog.info('worker started')
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
})
