import { describe, expect, it } from 'vitest'
import { isOfSites, readSite, siteOf } from './sites.ts'

describe('sites', () => {
  it('are read off addresses of pages, and of nothing that only looks like one', () => {
    expect(siteOf('https://BI.Example.com/board?x={{code}}#top')).toBe('bi.example.com')
    expect(siteOf('https://bi.example.com:8443?x')).toBe('bi.example.com:8443')
    expect(siteOf('https://10.0.0.5')).toBe('10.0.0.5')
    for (const no of [
      'http://bi.example.com/',
      'https://bi.example.com@evil.test/',
      'https://bi.example.com\\@evil.test/',
      'https://bi.example.com{{code}}/',
      'https://{{code}}.example.com/',
      'javascript:alert(1)',
      ' https://bi.example.com',
      'https://',
      '//bi.example.com',
    ])
      expect(siteOf(no), no).toBeUndefined()
  })

  it('are what an administrator writes, nothing that changes a policy', () => {
    expect(readSite(' BI.example.com ')).toBe('bi.example.com')
    expect(readSite('https://bi.example.com/board')).toBe('bi.example.com')
    expect(readSite('*.example.com')).toBe('*.example.com')
    for (const no of [
      '',
      '*',
      '*.com',
      'a b',
      "'unsafe-inline'",
      'data:',
      'a.com;script-src *',
      'a.com\nb.com',
      '*.*.com',
      'http://a.com',
    ])
      expect(readSite(no), no).toBeUndefined()
  })

  it('let in their own pages; a star lets in what lies below', () => {
    expect(isOfSites(['bi.example.com'], 'https://bi.example.com/a')).toBe(true)
    expect(isOfSites(['bi.example.com'], 'https://xbi.example.com/a')).toBe(false)
    expect(isOfSites(['bi.example.com'], 'https://bi.example.com:8443/a')).toBe(false)
    expect(isOfSites(['*.example.com'], 'https://a.b.example.com/')).toBe(true)
    expect(isOfSites(['*.example.com'], 'https://example.com/')).toBe(false)
    expect(isOfSites(['*.example.com'], 'https://evilexample.com/')).toBe(false)
  })
})
