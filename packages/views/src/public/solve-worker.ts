import { type Puzzle, tryNumbers } from './solve.ts'

self.addEventListener('message', (event: MessageEvent<Puzzle>) => {
  const found = tryNumbers(event.data, 0, Number.MAX_SAFE_INTEGER)
  self.postMessage(String(found))
})
