import { type Expression, type Json, language } from '@mortise/expressions'

/** What is known of the values of a column, by which its cells are read and shown. */
export type CellKind = {
  /** Name of the column's value inside its cells. */
  readonly key: string
  readonly type: 'number' | 'text' | 'boolean' | 'date' | 'other'
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  readonly yes: string
  readonly no: string
}

/** A cell as JSON, or nothing where the text says nothing that can stand in one. */
export type ReadCell = { readonly ok: true; readonly value: Expression | null } | { readonly ok: false }

const wrong: ReadCell = { ok: false }
const right = (value: Expression | null): ReadCell => ({ ok: true, value })

const operators: { readonly [word: string]: string } = {
  '>=': '>=',
  '≥': '>=',
  大于等于: '>=',
  至少: '>=',
  '<=': '<=',
  '≤': '<=',
  小于等于: '<=',
  至多: '<=',
  最多: '<=',
  '!=': '!=',
  '<>': '!=',
  '≠': '!=',
  不等于: '!=',
  '>': '>',
  大于: '>',
  超过: '>',
  '<': '<',
  小于: '<',
  低于: '<',
}
const comparison = new RegExp(
  `^(${Object.keys(operators)
    .sort((a, b) => b.length - a.length)
    .join('|')})\\s*(.+)$`,
)
const range = /^([[(])?\s*(.+?)\s*(?:\.\.|~|至|到|–|—)\s*(.+?)\s*([\])])?$/
const plainRange = /^(-?[\d.]+)\s*-\s*(-?[\d.]+)$/
const anything = new Set(['', '-', '—', '任意', '不限', 'any', '*'])

/** Full width signs as people type them in Chinese, which the names of choices may hold as well. */
const plain = (text: string): string => text.trim().normalize('NFKC')

function readNumber(text: string): number | undefined {
  const pattern = /^(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(%|万|亿)?$/
  const [, digits = '', unit = ''] = pattern.exec(plain(text)) ?? []
  const value = Number(digits.replaceAll(',', ''))
  if (digits === '' || !Number.isFinite(value)) return undefined
  const sizes: { readonly [unit: string]: number } = { '%': 0.01, 万: 10_000, 亿: 100_000_000 }
  return unit === '' ? value : Number((value * (sizes[unit] ?? 1)).toPrecision(15))
}

/** One value as the column holds it; undefined where it can hold none such. */
export function readValue(text: string, kind: CellKind): Json | undefined {
  const choice = kind.choices?.find((one) => plain(one.label) === plain(text) || one.value === plain(text))
  if (choice !== undefined) return choice.value
  const boolean = new Map<string, boolean>([
    [kind.yes, true],
    [kind.no, false],
    ['true', true],
    ['false', false],
    ['是', true],
    ['否', false],
    ['yes', true],
    ['no', false],
  ]).get(plain(text).toLowerCase())
  if (kind.type === 'boolean') return boolean
  if (kind.type === 'number') return readNumber(text)
  if (kind.type === 'date') return /^\d{4}-\d{2}-\d{2}/.test(plain(text)) ? plain(text) : undefined
  if (kind.type === 'other') return boolean ?? readNumber(text) ?? text.trim()
  return text.trim()
}

function readRange(text: string, kind: CellKind): ReadCell | undefined {
  if (kind.type === 'text' || kind.type === 'boolean') return undefined
  const [, open, first, last, close] = range.exec(text) ?? [
    undefined,
    undefined,
    ...(plainRange.exec(text) ?? []).slice(1),
  ]
  if (first === undefined || last === undefined) return undefined
  const [from, to] = [readValue(first, kind), readValue(last, kind)]
  if (from === undefined || to === undefined) return undefined
  const name = { var: kind.key }
  return right({
    and: [{ [open === '(' ? '>' : '>=']: [name, from] }, { [close === ')' ? '<' : '<=']: [name, to] }],
  })
}

/**
 * Reads a cell as people write it in a spreadsheet: nothing or `-` for any value, a value, several (`a, b`), a comparison
 * (`>= 10`, `小于 5 万`), a stretch (`10..20`, `[10..20)`, `10-20`), or a formula after `=`.
 */
export function readCell(written: string, kind: CellKind): ReadCell {
  const text = plain(written)
  if (anything.has(text.toLowerCase())) return right(null)
  if (text.startsWith('=')) {
    const parsed = language.parse(text.slice(1))
    return parsed.ok ? right(parsed.expression) : wrong
  }
  const [, word, rest] = comparison.exec(text) ?? []
  if (word !== undefined && rest !== undefined) {
    const value = readValue(rest, kind)
    return value === undefined ? wrong : right({ [operators[word] ?? '==']: [{ var: kind.key }, value] })
  }
  const stretch = readRange(text, kind)
  if (stretch !== undefined) return stretch
  const whole = readValue(written, kind)
  const isName = kind.choices?.some(({ value }) => value === whole) === true
  const parts = isName ? [] : text.split(/\s*[,、;|]\s*/).filter((part) => part !== '')
  if (parts.length > 1 && !(kind.type === 'number' && readNumber(text) !== undefined)) {
    const values = parts.map((part) => readValue(part, kind))
    return values.includes(undefined) ? wrong : right(values as Expression)
  }
  return whole === undefined ? wrong : right(whole)
}

/** Reads a cell of a result: a value, or a formula after `=`. */
export function readResult(written: string, kind: CellKind): ReadCell {
  const text = plain(written)
  if (text === '') return right(null)
  if (text.startsWith('=')) {
    const parsed = language.parse(text.slice(1))
    return parsed.ok ? right(parsed.expression) : wrong
  }
  const value = readValue(written, kind)
  return value === undefined ? wrong : right(value)
}

function shownValue(value: Json, kind: CellKind): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? kind.yes : kind.no
  return kind.choices?.find((one) => one.value === value)?.label ?? String(value)
}

type Test = { readonly operator: string; readonly value: Json }

function testOf(cell: Expression, key: string): Test | undefined {
  if (typeof cell !== 'object' || cell === null || Array.isArray(cell)) return undefined
  const [[operator, args] = ['', null], ...more] = Object.entries(cell)
  if (more.length > 0 || !Array.isArray(args) || args.length !== 2) return undefined
  const [name, value] = args as readonly Json[]
  const named = typeof name === 'object' && name !== null && 'var' in name && name.var === key
  const isPlain = value !== undefined && (typeof value !== 'object' || value === null || Array.isArray(value))
  return named && isPlain ? { operator, value } : undefined
}

function shownRange(cell: Expression, kind: CellKind): string | undefined {
  const all = typeof cell === 'object' && cell !== null && 'and' in cell ? cell['and'] : undefined
  if (!Array.isArray(all) || all.length !== 2) return undefined
  const [from, to] = all.map((one: Expression) => testOf(one, kind.key))
  if (from === undefined || to === undefined) return undefined
  if (!from.operator.startsWith('>') || !to.operator.startsWith('<')) return undefined
  const inner = `${shownValue(from.value, kind)}..${shownValue(to.value, kind)}`
  if (from.operator === '>=' && to.operator === '<=') return inner
  return `${from.operator === '>' ? '(' : '['}${inner}${to.operator === '<' ? ')' : ']'}`
}

/** Whether a cell of a column of yes and no asks for yes by the name of its value alone. */
export function isYes(cell: Expression | null, { key, type }: CellKind): boolean {
  return type === 'boolean' && typeof cell === 'object' && cell !== null && 'var' in cell && cell.var === key
}

/** Shows a cell the way `readCell` reads it. */
export function showCell(cell: Expression | null, kind: CellKind): string {
  if (cell === null) return ''
  if (Array.isArray(cell)) return (cell as readonly Json[]).map((one) => shownValue(one, kind)).join(', ')
  if (typeof cell !== 'object') return shownValue(cell, kind)
  const stretch = shownRange(cell, kind)
  if (stretch !== undefined) return stretch
  if (isYes(cell, kind)) return kind.yes
  const test = testOf(cell, kind.key)
  if (test?.operator === 'in' && Array.isArray(test.value))
    return (test.value as readonly Json[]).map((one) => shownValue(one, kind)).join(', ')
  if (test?.operator === '==') return shownValue(test.value, kind)
  const isComparison = test !== undefined && ['>', '>=', '<', '<=', '!='].includes(test.operator)
  if (isComparison && !Array.isArray(test.value)) return `${test.operator} ${shownValue(test.value, kind)}`
  return `= ${language.print(cell, 'zh')}`
}

/** Takes what was copied out of a spreadsheet apart: lines, and cells between tabs. Quoted cells may hold both. */
export function readSheet(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]]
  let [cell, quoted] = ['', false]
  const end = (): void => {
    rows.at(-1)?.push(cell)
    cell = ''
  }
  const source = text.replaceAll('\r\n', '\n').replace(/\n$/, '')
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at] ?? ''
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (source[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (letter === '"' && cell === '') quoted = true
    else if (letter === '\t') end()
    else if (letter === '\n') {
      end()
      rows.push([])
    } else cell += letter
  }
  end()
  return rows
}
