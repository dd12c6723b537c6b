import { type ErrorDetail, type Locale, say } from '@mortise/errors'
import { inspectionOf } from '@mortise/kit'
import { inspectApp } from '@mortise/schema'
import { errors } from '../errors.ts'
import { readAppFolder } from '../read-folder.ts'
import type { Command } from '../types.ts'

const usage = 'mortise validate <folder> [--locale en|zh]'

/** One problem as one line: `rules/tell.json:/condition: …`. */
function line(problem: ErrorDetail, locale: Locale): string {
  const place = problem.path === '' ? (problem.file ?? '') : `${problem.file ?? ''}:${problem.path}`
  return `${place}: ${say(problem.message, locale)}`
}

/** Checks an app folder as publishing would. Exit code 1 when something is wrong. */
export const validate: Command = {
  name: 'validate',
  usage,
  run: async ({ args, locale, kit, print }) => {
    const [folder, ...more] = args
    if (folder === undefined || more.length > 0) throw errors.CLI_ARGUMENTS({ usage })
    const { problems } = inspectApp(await readAppFolder(folder), inspectionOf(kit))
    for (const problem of problems) print(line(problem, locale))
    const none = { zh: '没有发现问题。', en: 'no problems found' }
    const some = { zh: `发现 ${problems.length} 个问题。`, en: `problems found: ${problems.length}` }
    print(say(problems.length === 0 ? none : some, locale))
    return problems.length === 0 ? 0 : 1
  },
}
