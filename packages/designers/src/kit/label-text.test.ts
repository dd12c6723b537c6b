import { expect, test } from 'vitest'
import { retold, written } from './label-text.ts'

test('a name that was cleared is empty in its field, whatever the other language says', () => {
  const label = { zh: '页签 1', en: 'Page 1' }
  const cleared = retold(label, '', 'zh')
  expect([written(cleared, 'zh'), written(cleared, 'en'), written('一', 'en')]).toEqual(['', 'Page 1', '一'])
})
