import type { NotificationRow } from '@mortise/store'
import { expect, it } from 'vitest'
import { noticeLetter } from './letter.ts'
import { mailPage } from './mail-page.ts'

const row = (more: Partial<NotificationRow>): NotificationRow =>
  ({
    id: '1',
    topic: 'record',
    title: '客户要求回电',
    body: null,
    entity: 'lead',
    recordId: 'r1',
    ...more,
  }) as NotificationRow

it('shows what somebody wrote as words, and fetches nothing from anywhere', () => {
  const html = mailPage({
    locale: 'zh',
    name: '<销售>',
    parts: [
      {
        title: '<script>alert(1)</script>',
        text: '第一行\n<img src="https://evil.example/x.png">\n\n见 https://a.cn/?a=1&b="x" 。',
        way: { label: '查看', url: 'https://m.example/r/lead/"><script>' },
      },
    ],
  })
  expect(html).not.toMatch(/<script|<img|<link|url\(|\bsrc="|@import|@font-face/)
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).toContain('第一行<br>&lt;img src=&quot;')
  expect(html).toContain('<a class="link" href="https://a.cn/?a=1&amp;b=" ')
  expect(html).toContain('href="https://m.example/r/lead/&quot;&gt;&lt;script&gt;"')
})

it('tells of notices in both forms, with a button to each', () => {
  const given = { workspace: '客户管理', url: 'https://m.example', locale: 'zh' as const }
  const one = noticeLetter({ ...given, rows: [row({ body: '电话 138' })] })
  expect(one.subject).toBe('客户要求回电')
  expect(one.text).toContain('查看: https://m.example/r/lead/r1')
  expect(one.text).toContain('https://m.example/settings/notices')
  for (const said of ['客户管理', '客户要求回电', '电话 138', 'https://m.example/r/lead/r1', '>查看<'])
    expect(one.html).toContain(said)
  const many = noticeLetter({
    ...given,
    locale: 'en',
    rows: [row({}), row({ topic: 'task', title: 'Approve' })],
  })
  expect(many.html).toContain('<h1')
  expect(many.html).toContain('2 new notices')
  expect(many.html).toContain('href="https://m.example/inbox"')
  expect(many.html.match(/class="button"/g)).toHaveLength(2)
})
