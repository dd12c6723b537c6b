import { expect, it } from 'vitest'
import { orientationProblems } from './orientation-problems.ts'
import { printKit, template } from './testing/quote.ts'

it('tells of continuous paper that is asked to lie in a way it does not, where that is asked', () => {
  const problems = (page: object, body: Parameters<typeof template>[0] = []) =>
    orientationProblems(template(body, { page } as never), printKit)
  expect(problems({ size: '241x140', orientation: 'landscape' })).toEqual([])
  expect(problems({ size: 'A4', orientation: 'landscape' })).toEqual([])
  expect(problems({ size: '241x140' })).toEqual([])
  const [told] = problems({ size: '241X280', orientation: 'landscape' })
  expect([told?.path, told?.code]).toEqual(['/page/orientation', 'PRINT_PAGE_ORIENTATION'])
  expect(told?.message.zh).toContain('连续纸 241x280 只有一个方向，“横向”不会生效')
  const sections = [
    { type: 'section', size: '241x140' },
    { type: 'section', size: '241x140', orientation: 'portrait' },
    { type: 'section', orientation: 'landscape' },
  ]
  const found = problems({ size: 'A4', orientation: 'portrait' }, sections)
  expect(found.map(({ path }) => path)).toEqual(['/body/1/orientation'])
})
