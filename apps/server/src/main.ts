import { join } from 'node:path'
import { isMortiseError } from '@mortise/errors'
import { openSecrets } from '@mortise/runtime'
import { readSettings, productFolder, templatesFolder } from './settings.ts'
import { buildServer } from './server.ts'
import { type FirstStart, firstStart, isReady, mainWorkspace, prepareStore } from './start/first-start.ts'
import { onEnd, openGround } from './start/process.ts'

/** Tells where the product is and, after the first start, how to sign in. */
function tell(url: string, first: FirstStart | undefined): void {
  const lines = [`Mortise 已就绪 / is ready: ${url}`]
  if (first !== undefined) {
    lines.push(`  管理员 / administrator: ${first.email}`)
    if (first.made) lines.push(`  首次密码（只显示这一次）/ first password, shown once: ${first.password}`)
    if (first.records > 0)
      lines.push('  演示用户与管理员使用同一首次密码 / the demo people share this first password')
  }
  process.stdout.write(`${lines.join('\n')}\n`)
}

async function main(): Promise<void> {
  const settings = readSettings(process.env)
  const { runtime, close } = await openGround(settings)
  const { store } = runtime.options
  await prepareStore(store)
  const workspace = runtime.workspace(mainWorkspace)
  const first = await firstStart(workspace, settings)
  await openSecrets(workspace, { lost: settings.secretsLost })
  const app = await buildServer(runtime, workspace, {
    url: settings.url,
    webFolder: join(productFolder, 'apps/web/dist'),
    version: '0.1.0',
    templates: templatesFolder,
    ready: () => isReady(store),
    log: true,
  })
  if (settings.worker) runtime.startWorker(mainWorkspace)
  onEnd(async () => {
    await app.close()
    await close()
  })
  await app.listen({ port: settings.port, host: settings.host })
  tell(settings.url, first)
}

main().catch((error: unknown) => {
  const text = isMortiseError(error)
    ? `${error.text.zh}\n${error.text.en}`
    : error instanceof Error
      ? error.stack
      : error
  process.stderr.write(`${String(text)}\n`)
  if (isMortiseError(error))
    for (const one of error.details.slice(0, 20))
      process.stderr.write(`  ${one.file ?? ''} ${one.path}: ${one.message.zh}\n`)
  process.exit(1)
})
