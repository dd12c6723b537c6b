import type { OpenFile } from '../../files/types.ts'
import { unreadable } from '../table/unreadable.ts'
import type { FromThread, Reading } from './messages.ts'
import { giveBack, takeThread, type Thread } from './threads.ts'

/** What a book can be asked: which sheets it has, the rows of one, their number. */
export type Book = {
  readonly sheet: string
  /** Names of all sheets, in their order. */
  readonly sheets: readonly string[]
  readonly blocks: () => AsyncGenerator<readonly (readonly string[])[], void, undefined>
  readonly count: () => Promise<number>
}

/** What a reading gives, apart from questions for bytes. */
type Answer = Extract<
  FromThread,
  { readonly book: unknown } | { readonly rows: unknown } | { readonly count: unknown }
>

/**
 * Opens a sheet of an XLSX file, the one asked for or else the first. It is read by another thread with memory of its
 * own, which is let go when nobody reads on. Throws IMPORT_FILE_UNREADABLE, FILE_TOO_LARGE_UNPACKED or FILE_TOO_HEAVY.
 */
export async function openBook(file: OpenFile, wanted: string | undefined): Promise<Book> {
  const found = await only(file, { want: 'book', sheet: wanted })
  if (!('book' in found)) throw unreadable('XLSX')
  const { sheet, sheets } = found.book
  return {
    sheet,
    sheets,
    blocks: async function* () {
      for await (const answer of answers(file, { want: 'rows', sheet }))
        if ('rows' in answer) yield answer.rows
    },
    count: async () => {
      const counted = await only(file, { want: 'count', sheet })
      return 'count' in counted ? counted.count : 0
    },
  }
}

async function only(file: OpenFile, reading: Omit<Reading, 'size'>): Promise<Answer> {
  let found: Answer | undefined
  for await (const answer of answers(file, reading)) found = answer
  if (found === undefined) throw unreadable('XLSX')
  return found
}

async function* answers(
  file: OpenFile,
  reading: Omit<Reading, 'size'>,
): AsyncGenerator<Answer, void, undefined> {
  const thread = takeThread()
  const next = listen(thread, file)
  let how: Parameters<typeof giveBack>[1] = 'cut short'
  try {
    thread.post({ read: { ...reading, size: file.size } })
    for (;;) {
      const answer = await next().catch((error: unknown) => {
        how = 'failed'
        throw error
      })
      if (answer === undefined || !('rows' in answer)) how = 'over'
      if (answer !== undefined) yield answer
      if (how === 'over') return
      thread.post({ taken: true })
    }
  } finally {
    giveBack(thread, how)
  }
}

/** Gives the answers of a thread in their order, undefined at the end; what went wrong is thrown in its turn. */
function listen(thread: Thread, file: OpenFile): () => Promise<Answer | undefined> {
  const come: (Answer | undefined)[] = []
  let failure: Error | undefined
  let heard = (): void => undefined
  thread.fail = (error) => {
    failure ??= error
    heard()
  }
  thread.hear = (message) => {
    if ('ask' in message) {
      const { ask, from, length } = message
      file.part(from, length).then((bytes) => thread.post({ part: ask, bytes }), thread.fail)
      return
    }
    come.push('ended' in message || 'stopped' in message ? undefined : message)
    heard()
  }
  return async () => {
    while (come.length === 0 && failure === undefined) await new Promise<void>((resolve) => (heard = resolve))
    if (come.length === 0 && failure !== undefined) throw failure
    return come.shift()
  }
}
