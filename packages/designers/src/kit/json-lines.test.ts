import { expect, test } from 'vitest'
import { faultLine, jsonLines, lineAt } from './json-lines.ts'

const text = JSON.stringify(
  { key: 'edit', nodes: [{ type: 'field', label: { zh: '名"}称' } }, { type: 'note' }] },
  null,
  2,
)

test('every value is known by the line it begins on', () => {
  const lines = jsonLines(text)
  const all = text.split('\n')
  expect(all[lineAt(lines, '/key')]).toContain('"key"')
  expect(all[lineAt(lines, '/nodes/0/label/zh')]).toContain('名')
  expect(all[lineAt(lines, '/nodes/1/type')]).toContain('note')
  expect(lineAt(lines, '/nodes/1/missing')).toBe(lineAt(lines, '/nodes/1'))
})

test('text that is no JSON yet ends the list and does not hang', () => {
  for (let at = 0; at < text.length; at++) jsonLines(text.slice(0, at))
  expect(jsonLines('{"a": [1, ').get('/a')).toBe(0)
})

test('the place at which reading gave up', () => {
  const wrong = '{\n  "a": 1,\n  b\n}'
  let message = ''
  try {
    JSON.parse(wrong)
  } catch (error) {
    message = String(error)
  }
  expect(faultLine(wrong, message)).toBe(2)
})
