import type { Json } from '@mortise/expressions'
import {
  addRow,
  applyPick,
  changeField,
  type FormProgram,
  type FormState,
  moveRow,
  provideLink,
  removeRow,
} from '../index.ts'
import { type Known, options, type RandomEntity } from './random-entity.ts'
import { behindProduct, products } from './shop.ts'
import type { Random } from './random.ts'

/** What a person may type into a field: mostly sound, at times nothing or nonsense. */
export function randomTyped(random: Random, kind: Known['kind']): Json {
  if (random.oneIn(6)) return null
  if (random.oneIn(15) && kind !== 'text') return 'nonsense'
  switch (kind) {
    case 'number':
      return random.oneIn(3) ? String(random.below(9)) : random.below(9)
    case 'text':
      return random.pick(['a', '中文', ' a1 ', '长'.repeat(9), '1', ''])
    case 'boolean':
      return random.oneIn(2)
    case 'choice':
      return random.pick(options).value
    case 'date':
      return random.pick(['2026-03-04', '2026-03-06', '2025-12-31'])
    case 'link':
      return random.pick(products)['id'] ?? null
  }
}

/** Hands over what is behind every link that waits for it. */
export function provideAll(program: FormProgram, given: FormState): FormState {
  let state = given
  for (let round = 0; state.pending.length > 0 && round < 20; round += 1)
    for (const path of state.pending) {
      const [first = '', row, key] = path.split('/')
      const fields =
        key === undefined ? state.fields : (state.tables[first]?.find((one) => one.key === row)?.fields ?? {})
      state = provideLink(program, state, path, behindProduct(fields[key ?? first]?.value))
    }
  return state
}

const pick = {
  type: 'pick',
  label: 'Pick',
  entity: 'ware',
  columns: ['name'],
  into: 'lines',
  multiple: true,
  fill: { name: 'name', price: 'price' },
} as const

function editLines(
  random: Random,
  program: FormProgram,
  state: FormState,
  line: readonly Known[],
): FormState {
  const rows = state.tables['lines'] ?? []
  const row = rows.length === 0 ? undefined : random.pick(rows)
  const act = random.below(6)
  if (act === 0 || row === undefined)
    return addRow(program, state, 'lines', random.oneIn(2) ? { values: { n: random.below(5) } } : { at: 0 })
  if (act === 1) return removeRow(program, state, 'lines', row.key)
  if (act === 2) return moveRow(program, state, 'lines', { row: row.key, to: random.below(rows.length) })
  if (act === 3 && random.oneIn(2))
    return applyPick(program, state, { node: pick, rows: random.some(products, 4) })
  const field = random.pick(line)
  return changeField(program, state, `lines/${row.key}/${field.path}`, randomTyped(random, field.kind))
}

/** Something a person does in a form. What lies behind links may come at once, or later. */
export function randomEdit(
  random: Random,
  program: FormProgram,
  given: { readonly state: FormState; readonly entity: RandomEntity },
): FormState {
  const { state, entity } = given
  if (random.oneIn(3)) return editLines(random, program, state, entity.line)
  if (random.oneIn(6)) return provideAll(program, state)
  const field = random.pick([...entity.before, ...entity.after])
  return changeField(program, state, field.path, randomTyped(random, field.kind))
}
