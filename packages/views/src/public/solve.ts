import { digester } from './sha256.ts'

/** A riddle to be solved, as the server gives it. */
export type Puzzle = { readonly token: string; readonly bits: number }

/** Tries numbers from `from` on, at most `many`; undefined when none of them fits. */
export function tryNumbers(puzzle: Puzzle, from: number, many: number): number | undefined {
  const first = digester(`${puzzle.token}:`)
  for (let number = from; number < from + many; number += 1)
    if (Math.clz32(first(number)) >= puzzle.bits) return number
  return undefined
}

const portion = 4000

/** Solves it on the page itself, in portions, so that the page goes on answering. */
async function solveHere(puzzle: Puzzle): Promise<string> {
  for (let from = 0; ; from += portion) {
    const found = tryNumbers(puzzle, from, portion)
    if (found !== undefined) return String(found)
    await new Promise((resolve) => setTimeout(resolve))
  }
}

/** Solves a riddle beside the page where the browser lets us, else on it. */
export function solve(puzzle: Puzzle): Promise<string> {
  let worker: Worker
  try {
    worker = new Worker(new URL('./solve-worker.ts', import.meta.url), { type: 'module' })
  } catch {
    return solveHere(puzzle)
  }
  return new Promise<string>((resolve) => {
    worker.addEventListener('message', (event: MessageEvent<string>) => resolve(event.data))
    // One that can't be loaded says so here.
    worker.addEventListener('error', () => void solveHere(puzzle).then(resolve))
    worker.postMessage(puzzle)
  }).finally(() => worker.terminate())
}
