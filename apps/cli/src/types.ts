import type { Locale } from '@mortise/errors'
import type { Kit } from '@mortise/kit'
import { errors } from './errors.ts'
import type { ServerOptions } from './server.ts'

/** What a command is run with. */
export type CommandInput = {
  /** Arguments after the command's name. */
  readonly args: readonly string[]
  readonly locale: Locale
  readonly kit: Kit
  /** Writes one line for the person who called. */
  readonly print: (line: string) => void
  readonly options: CallOptions
}

/** Options that commands which talk to a server share. */
export type CallOptions = {
  readonly server: string | undefined
  readonly key: string | undefined
  /** Says what would happen, does nothing. */
  readonly plan: boolean
  /** Paths of conflicts in which the new version wins. */
  readonly theirs: readonly string[]
}

/** The server a command shall talk to. Throws CLI_ARGUMENTS when nobody said which, or as whom. */
export function serverOf(input: CommandInput, usage: string): ServerOptions {
  const { server, key } = input.options
  if (server === undefined || key === undefined) throw errors.CLI_ARGUMENTS({ usage })
  return { url: server, key, locale: input.locale }
}

/** One command: how it is called, and what it does. Yields the exit code. */
export type Command = {
  readonly name: string
  readonly usage: string
  readonly run: (input: CommandInput) => Promise<number>
}
