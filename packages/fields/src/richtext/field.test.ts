import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reading } from '../shared/testing.ts'
import { richtext } from './field.ts'
import { readRich, richFromWords, richWords, sanitise } from './sanitise.ts'

it('keeps the form and drops everything that could act', () => {
  const read = reading(richtext)
  expect(read('<p onclick="x()">a<script>alert(1)</script><b style="x">b</b></p>')).toBe(
    '<p>a<strong>b</strong></p>',
  )
  expect(read('<a href="javascript:alert(1)">x</a><a href=" https://a.cn/?a=1&b=2 ">y</a>')).toBe(
    'x<a href="https://a.cn/?a=1&amp;b=2">y</a>',
  )
  expect(read('<a href="java&#115;cript:x">x</a><a href="//evil">y</a><img src=x onerror=x>z')).toBe('xyz')
  expect(read('<svg><a href="https://a.cn">x</a></svg><iframe src=x></iframe>ok')).toBe('ok')
  expect(read('<div>a</div><ul><li>b<li>c</ul><table><tr><td>d')).toBe(
    '<p>a</p><ul><li>b</li><li>c</li></ul><table><tr><td>d</td></tr></table>',
  )
  expect(['<p><br></p>', '<p> </p>', '<script>x</script>'].map(read)).toEqual([null, null, null])
})

it('writes one form only, in which nothing but the allowed stands, for any input', () => {
  const bits = fc.constantFrom(
    '<p>',
    '</p>',
    '<b',
    '>',
    '<ul>',
    '<li>',
    '</ul>',
    '<a href="https://x.cn">',
    '</a>',
    '<script>',
    '</script>',
    '<!--',
    '-->',
    '&lt;',
    '&',
    '<',
    '"',
    "'",
    'on=',
    '<table>',
    '<tr>',
    '<td>',
    '</table>',
    'x',
    ' ',
    '<pre>',
    '<svg/onload=x>',
    '<a href=javascript:x>',
    '<br/>',
    '<hr>',
    '<h1>',
    '</',
  )
  fc.assert(
    fc.property(
      fc.array(fc.oneof(bits, fc.string())).map((parts) => parts.join('')),
      (html) => {
        const clean = sanitise(html)
        expect(sanitise(clean)).toBe(clean)
        expect(
          clean.replace(
            /<\/?(?:strong|em|u|s|code|sub|sup|mark|p|h[1-4]|blockquote|pre|[uo]l|li|table|t[rhd]|br|hr)>|<a href="(?:https?:\/\/|mailto:|tel:|\/)[^"<>]*">|<\/a>/gu,
            '',
          ),
        ).not.toMatch(/[<>]/u)
      },
    ),
    { numRuns: 2000 },
  )
})

it('keeps plain words byte for byte', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((words) => !/[\r\n]/u.test(words) && words === words.trimEnd()),
      (words) => {
        expect(richWords(readRich(sanitise(richFromWords(words))))).toBe(words)
      },
    ),
  )
})
