import { parentPort } from 'node:worker_threads'
import { openXlsx } from '../table/read-xlsx.ts'
import { unreadable } from '../table/unreadable.ts'
import { type FromThread, type Reading, rowsAhead, type ToThread } from './messages.ts'
import type { PackedFile } from './zip.ts'

type Asked = { readonly resolve: (bytes: Uint8Array) => void; readonly reject: (error: Error) => void }

/** Thrown where a reading stands when nobody reads on. */
class Stopped extends Error {}

const say = (message: FromThread): void => parentPort?.postMessage(message)
const mostRows = 500
const mostSigns = 1_000_000

/** The parts of the file that are under way, and how many messages of rows may still go out. */
const state = {
  asked: new Map<number, Asked>(),
  turn: 0,
  free: rowsAhead,
  stopped: false,
  go: (): void => undefined,
}

/** Bytes come from the thread that opened the file, wherever they lie. */
function fileOf(size: number): PackedFile {
  return {
    size,
    part: (from, length) =>
      new Promise((resolve, reject) => {
        if (state.stopped) return reject(new Stopped())
        state.turn += 1
        state.asked.set(state.turn, { resolve, reject })
        say({ ask: state.turn, from, length })
      }),
  }
}

/** Sends rows in messages of bounded size, and waits while as many as may be are on their way. */
async function sendRows(blocks: AsyncIterable<readonly (readonly string[])[]>): Promise<void> {
  let rows: (readonly string[])[] = []
  let signs = 0
  const send = async (): Promise<void> => {
    while (state.free === 0 && !state.stopped) await new Promise<void>((resolve) => (state.go = resolve))
    if (state.stopped) throw new Stopped()
    state.free -= 1
    say({ rows })
    rows = []
    signs = 0
  }
  for await (const block of blocks)
    for (const row of block) {
      rows.push(row)
      for (const cell of row) signs += cell.length
      if (rows.length >= mostRows || signs > mostSigns) await send()
    }
  if (rows.length > 0) await send()
}

async function read({ size, sheet: wanted, want }: Reading): Promise<FromThread> {
  const { sheet, sheets, blocks } = await openXlsx(fileOf(size), wanted)
  if (want === 'book') return { book: { sheet, sheets } }
  if (want === 'rows') {
    await sendRows(blocks())
    return { ended: true }
  }
  let count = 0
  for await (const rows of blocks()) count += rows.length
  return { count }
}

async function answer(reading: Reading): Promise<FromThread> {
  Object.assign(state, { free: rowsAhead, stopped: false })
  try {
    return await read(reading)
  } catch (error) {
    if (state.stopped) return { stopped: true }
    const { code, kind, status, text } = unreadable(error)
    return { fault: { code, kind, status, text } }
  }
}

parentPort?.on('message', (message: ToThread) => {
  if ('read' in message) void answer(message.read).then(say)
  else if ('part' in message) {
    state.asked.get(message.part)?.resolve(message.bytes)
    state.asked.delete(message.part)
  } else if ('taken' in message) {
    state.free += 1
    state.go()
  } else {
    state.stopped = true
    for (const { reject } of state.asked.values()) reject(new Stopped())
    state.asked.clear()
    state.go()
  }
})
