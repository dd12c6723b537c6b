import type { Locale } from '@mortise/errors'
import type { Kit } from '@mortise/kit'

/** What a command is run with. */
export type CommandInput = {
  /** Arguments after the command's name. */
  readonly args: readonly string[]
  readonly locale: Locale
  readonly kit: Kit
  /** Writes one line for the person who called. */
  readonly print: (line: string) => void
}

/** One command: how it is called, and what it does. Yields the exit code. */
export type Command = {
  readonly name: string
  readonly usage: string
  readonly run: (input: CommandInput) => Promise<number>
}
