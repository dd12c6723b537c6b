import { say } from '@mortise/errors'
import { type AppDocuments, diffApps, loadApp } from '@mortise/schema'
import { errors } from '../errors.ts'
import { readAppFolder } from '../read-folder.ts'
import type { Command } from '../types.ts'

const usage = 'mortise diff <before> <after> [--locale en|zh]'

async function readApp(folder: string): Promise<AppDocuments> {
  const { documents, problems } = loadApp(await readAppFolder(folder))
  if (documents === undefined) throw errors.CLI_APP_UNREADABLE({ folder }, { details: problems })
  return documents
}

/** Tells in sentences what changes from one app folder to another, with the steps on stored data below. */
export const diff: Command = {
  name: 'diff',
  usage,
  run: async ({ args, locale, print }) => {
    const [before, after, ...more] = args
    if (before === undefined || after === undefined || more.length > 0) throw errors.CLI_ARGUMENTS({ usage })
    const changes = diffApps(await readApp(before), await readApp(after))
    for (const change of changes) {
      print(`${change.file}: ${say(change.sentence, locale)}`)
      for (const step of change.steps ?? []) print(`  ${say(step.sentence, locale)}`)
    }
    if (changes.length === 0) print(say({ zh: '两者相同。', en: 'no difference' }, locale))
    return 0
  },
}
