import { describe, expect, it } from 'vitest'
import { links } from './field.ts'

const a = '018f3c5e-7a10-7000-8000-00000000000a'
const b = '018f3c5e-7a10-7000-8000-00000000000b'
const ctx = {
  field: { key: 'f', type: 'links', label: 'F', settings: { target: 'contact' } },
  locale: 'zh',
  timeZone: 'Asia/Shanghai',
  labelOf: (_: string, id: string) => (id === a ? '张三' : '李四'),
} as const

describe('links', () => {
  it('are a sorted list of ids without doubles, from JSON or from a file', () => {
    expect(links.parse([b, a, b.toUpperCase()], ctx)).toEqual({ ok: true, value: [a, b] })
    expect(links.parse(`${b}, ${a}`, ctx)).toEqual({ ok: true, value: [a, b] })
    expect(links.parse(JSON.stringify([a]), ctx)).toEqual({ ok: true, value: [a] })
    expect(links.parse([], ctx)).toEqual({ ok: true, value: null })
  })

  it('refuse what is no id', () => {
    expect(links.parse(['x'], ctx)).toMatchObject({ ok: false })
    expect(links.parse({ id: a }, ctx)).toMatchObject({ ok: false })
  })

  it('read as names', () => {
    expect(links.format([a, b], ctx)).toBe('张三、李四')
  })
})
