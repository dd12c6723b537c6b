import { parseArgs } from 'node:util'
import { type Locale, isMortiseError, say } from '@mortise/errors'
import type { Kit } from '@mortise/kit'
import { apply } from './commands/apply.ts'
import { diff } from './commands/diff.ts'
import { exportCommand } from './commands/export.ts'
import { rotateKey } from './commands/rotate-key.ts'
import { validate } from './commands/validate.ts'
import { errors } from './errors.ts'
import type { CallOptions, Command } from './types.ts'

/** Every command; one line each. */
const commands: readonly Command[] = [validate, diff, apply, exportCommand, rotateKey]

/** How the whole program is called. */
const usage = commands.map((command) => command.usage).join('\n')

/** Reads the call; throws CLI_ARGUMENTS for options nobody knows. */
function readCall(args: readonly string[]): {
  readonly words: readonly string[]
  readonly locale: string
  readonly options: CallOptions
} {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        locale: { type: 'string', default: 'en' },
        server: { type: 'string' },
        key: { type: 'string' },
        plan: { type: 'boolean', default: false },
        theirs: { type: 'string', multiple: true, default: [] },
      },
    })
    const { locale, server, key, plan, theirs } = values
    return { words: positionals, locale, options: { server, key, plan, theirs } }
  } catch (error) {
    throw errors.CLI_ARGUMENTS({ usage }, { cause: error })
  }
}

/** Settings of the surroundings: `MORTISE_URL`, and `MORTISE_KEY`, which so need not stand in a shell's history. */
type Environment = { readonly [name: string]: string | undefined }

async function call(
  args: readonly string[],
  given: {
    readonly kit: Kit
    readonly print: (line: string) => void
    readonly locale: (locale: Locale) => void
    readonly environment?: Environment
  },
): Promise<number> {
  const { words, locale, options } = readCall(args)
  if (locale !== 'en' && locale !== 'zh') throw errors.CLI_ARGUMENTS({ usage })
  given.locale(locale)
  const [name = '', ...rest] = words
  const command = commands.find((one) => one.name === name)
  if (command === undefined) throw errors.CLI_COMMAND_UNKNOWN({ name, usage })
  return command.run({
    args: rest,
    locale,
    kit: given.kit,
    print: given.print,
    options: {
      ...options,
      server: options.server ?? given.environment?.['MORTISE_URL'],
      key: options.key ?? given.environment?.['MORTISE_KEY'],
    },
  })
}

/**
 * Runs the program with its arguments (without interpreter and file). Yields the exit code: 0 well, 1 problems found,
 * 2 called wrongly. Faults of ours are thrown on.
 */
export async function run(
  args: readonly string[],
  given: {
    readonly kit: Kit
    readonly print: (line: string) => void
    readonly environment?: Environment
  },
): Promise<number> {
  let locale: Locale = 'en'
  try {
    return await call(args, { ...given, locale: (said) => (locale = said) })
  } catch (error) {
    if (!isMortiseError(error) || error.kind === 'unexpected') throw error
    given.print(say(error.text, locale))
    for (const one of error.details) given.print(`${one.file ?? ''}:${one.path}: ${say(one.message, locale)}`)
    return 2
  }
}
