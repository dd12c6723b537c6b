import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { referencePages } from '../../tools/lib/reference.ts'

it('has reference pages that say what the code says', () => {
  for (const [name, text] of referencePages()) {
    const written = readFileSync(join(import.meta.dirname, '../../docs/reference', name), 'utf8')
    expect(written, `docs/reference/${name} is stale: run node tools/reference.ts`).toBe(text)
  }
})
