import { describe, expect, it } from 'vitest'
import { messagePaths, pathOf, readSample } from './message-paths.ts'

describe('a sample of a message', () => {
  it('shows every value that can be named', () => {
    const sample = readSample('{"order":{"no":"A1","lines":[1,2]},"paid":true,"none":null}')
    expect(messagePaths(sample).map(({ path, sample: shown }) => [path, shown])).toEqual([
      ['payload.order.no', '"A1"'],
      ['payload.order.lines', '[1,2]'],
      ['payload.paid', 'true'],
      ['payload.none', 'null'],
    ])
    expect(messagePaths(undefined)).toEqual([])
  })

  it('is a JSON object and nothing else', () => {
    for (const text of ['', '[]', '1', 'null', '{']) expect(readSample(text)).toBeUndefined()
    expect(pathOf({ var: 'payload.no' })).toBe('payload.no')
    expect(pathOf({ '+': [1, 2] })).toBeUndefined()
  })
})
