import type { PublicFormDocument } from '@mortise/schema'
import { expect, it } from 'vitest'
import { publicDocument, publicValues } from './settings.ts'

it('keeps a page’s settings through the panel and back, and says nothing of what is empty', () => {
  const whole: PublicFormDocument = {
    theme: { color: '#1F6F5C' },
    title: { zh: '标题', en: 'Title' },
    description: '说明',
    thanks: { text: '谢谢', redirect: 'https://example.com/' },
    consent: { text: '同意', version: '2' },
    prefill: ['phone'],
    source: { channel: 'remark', utmSource: 'city' },
    once: { per: 'field', field: 'phone' },
    progress: { fields: ['status'], flows: true, days: 30 },
  }
  const back = (one: PublicFormDocument): PublicFormDocument =>
    publicDocument(publicValues(one), { theme: one.theme, first: 'name' })
  expect(back(whole)).toEqual(whole)
  expect(back({})).toEqual({})
  expect(back({ once: { per: 'device' } })).toEqual({ once: { per: 'device' } })
})
