import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { say } from '@mortise/errors'
import { placeOfFile } from '@mortise/schema'
import { errors } from '../errors.ts'
import { readAppFolder } from '../read-folder.ts'
import { askServer, callServer } from '../server.ts'
import { type Command, serverOf } from '../types.ts'

const usage = 'mortise export <app> <folder | file.zip> --server <url> --key <api key> [--locale en|zh]'

/** Writes the files of an app; documents that are no more are taken away, everything else in the folder stays. */
async function writeFolder(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true })
  const there = [...(await readAppFolder(folder)).keys()]
  for (const path of there)
    if (!files.has(path) && placeOfFile(path) !== undefined) await rm(join(folder, path))
  for (const [path, text] of files) {
    // A server only ever names places of an app; anything else is not written.
    if (placeOfFile(path) === undefined) throw errors.CLI_SERVER_REFUSED({ message: path })
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

/** Takes an app out of a server, as a folder or a ZIP file. The same app gives the same bytes. */
export const exportCommand: Command = {
  name: 'export',
  usage,
  run: async (input) => {
    const [app, target, ...more] = input.args
    if (app === undefined || target === undefined || more.length > 0) throw errors.CLI_ARGUMENTS({ usage })
    const server = serverOf(input, usage)
    const path = `/api/apps/${encodeURIComponent(app)}`
    if (target.endsWith('.zip')) {
      const answer = await callServer(server, { method: 'GET', path: `${path}.zip` })
      await writeFile(target, Buffer.from(await answer.arrayBuffer()))
    } else {
      const { files } = await askServer<{ readonly files: { readonly [path: string]: string } }>(server, {
        method: 'GET',
        path,
      })
      await writeFolder(target, new Map(Object.entries(files)))
    }
    input.print(say({ zh: `已导出到 ${target}。`, en: `exported to ${target}` }, input.locale))
    return 0
  },
}
