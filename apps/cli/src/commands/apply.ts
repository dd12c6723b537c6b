import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { say } from '@mortise/errors'
import { errors } from '../errors.ts'
import { readAppFolder } from '../read-folder.ts'
import { askServer, type Call } from '../server.ts'
import { published } from '../publication.ts'
import { type Command, serverOf } from '../types.ts'

const usage =
  'mortise apply <folder | file.zip> --server <url> --key <api key> [--plan] [--theirs <path>]… [--locale en|zh]'

/** What a server answers: what changed or would change, and where both sides changed a thing. */
type Plan = {
  readonly app: string
  readonly from: string | null
  readonly to: string
  readonly version?: number
  /** What waits until large tables are prepared for it. */
  readonly publication?: string
  readonly changes: readonly {
    readonly file: string
    readonly sentence: string
    readonly steps: readonly string[]
  }[]
  /** What was changed there since the template was installed, and stays. */
  readonly kept: readonly { readonly file: string; readonly sentence: string }[]
  readonly conflicts: readonly {
    readonly path: string
    readonly ours?: unknown
    readonly theirs?: unknown
  }[]
  readonly problems: readonly { readonly file?: string; readonly path: string; readonly message: string }[]
}

async function callFor(
  source: string,
  given: { readonly plan: boolean; readonly theirs: readonly string[] },
): Promise<Call> {
  const choices = Object.fromEntries(given.theirs.map((path) => [path, 'theirs']))
  const query = new URLSearchParams(given.plan ? { plan: 'true' } : {})
  if (!source.endsWith('.zip')) {
    const body = JSON.stringify({ files: Object.fromEntries(await readAppFolder(source)), choices })
    return { method: 'POST', path: `/api/apps?${query.toString()}`, body }
  }
  query.set('choices', JSON.stringify(choices))
  const form = new FormData()
  form.set('file', new Blob([await readFile(source)], { type: 'application/zip' }), basename(source))
  return { method: 'POST', path: `/api/apps?${query.toString()}`, body: form }
}

const shown = (value: unknown): string => (value === undefined ? '-' : JSON.stringify(value))

/** Puts an app folder, or a new version of it, into a server. Exit code 1 when something would be wrong with it. */
export const apply: Command = {
  name: 'apply',
  usage,
  run: async (input) => {
    const [source, ...more] = input.args
    if (source === undefined || more.length > 0) throw errors.CLI_ARGUMENTS({ usage })
    const { print, locale, options } = input
    const server = serverOf(input, usage)
    const plan = await askServer<Plan>(server, await callFor(source, options))
    for (const { file, sentence, steps } of plan.changes) {
      print(`${file}: ${sentence}`)
      for (const step of steps) print(`  ${step}`)
    }
    for (const { file, sentence } of plan.kept)
      print(`${file}: ${say({ zh: '保留', en: 'kept' }, locale)} ${sentence}`)
    for (const { path, ours, theirs } of plan.conflicts) {
      const words = {
        zh: `冲突 ${path}：本地 ${shown(ours)}，新版 ${shown(theirs)}`,
        en: `conflict ${path}: ours ${shown(ours)}, theirs ${shown(theirs)}`,
      }
      print(say(words, locale))
    }
    for (const { file, path, message } of plan.problems) print(`${file ?? ''}:${path}: ${message}`)
    const made =
      plan.publication === undefined ? plan.version : await published(server, plan.publication, input)
    const version = made === undefined ? '' : ` → ${made}`
    const done = `${plan.app} ${plan.from ?? '-'} → ${plan.to}${version}`
    print(plan.changes.length === 0 ? `${done} ${say({ zh: '没有改动。', en: 'no change' }, locale)}` : done)
    return plan.problems.length === 0 ? 0 : 1
  },
}
