import type { PrintBlockDocument } from '@mortise/schema'
import { partOf } from '../../cell-style.ts'
import type { BlockName, BlockRead } from '../../define.ts'
import { expressionOf, flagOf, namesOf, objectsOf, textOf, wordings } from '../../settings.ts'
import { keyOf } from './columns.ts'
import { footReads } from './foot.ts'

type Settings = { readonly [key: string]: unknown }

/** How rows are grouped: by which field, with subtotals of which columns, and whether each group is named above. */
export type Group = { readonly by: string; readonly subtotal: readonly string[]; readonly head: boolean }

/** A document has one group; a panel, which knows only lists, may hand it over as the first of them. */
export function groupOf(block: PrintBlockDocument): Group | undefined {
  const given = block['group']
  const group = (Array.isArray(given) ? given[0] : given) as Settings | undefined
  const by = textOf(group ?? {}, 'by')
  return by === ''
    ? undefined
    : { by, subtotal: namesOf(group ?? {}, 'subtotal'), head: flagOf(group ?? {}, 'head', false) }
}

/** The content of a column, and whether it is added up. */
function contentReads(
  column: Settings,
  at: string,
  given: { readonly source: string; readonly summed: readonly string[] },
): readonly BlockRead[] {
  const { source, summed } = given
  const sums =
    flagOf(column, 'total', false) || flagOf(column, 'running', false) || summed.includes(keyOf(column))
  const expression = expressionOf(column, 'expr')
  if (expression !== undefined) return [{ at: `${at}/expr`, source, expression, sums }]
  const path = textOf(column, 'field')
  return path === '' ? [] : [{ at: `${at}/field`, source, path, sums }]
}

/** What the cells of a column read beside their content: conditions of a row, and words in the place of a sum. */
function cellReads(column: Settings, at: string, source: string): readonly BlockRead[] {
  const cell = partOf(column, 'cell')
  const conditions = (['when', 'mark'] as const).flatMap((key): readonly BlockRead[] => {
    const expression = expressionOf(cell, key)
    return expression === undefined ? [] : [{ at: `${at}/cell/${key}`, source, expression, condition: true }]
  })
  const words = wordings(partOf(column, 'sum')['value'])
  return [...conditions, ...words.map((template) => ({ at: `${at}/sum/value`, template }))]
}

function columnReads(block: PrintBlockDocument): readonly BlockRead[] {
  const source = textOf(block, 'source')
  const summed = [...namesOf(block, 'totals'), ...(groupOf(block)?.subtotal ?? [])]
  return objectsOf(block, 'columns').flatMap((column, index) => {
    const at = `/columns/${index}`
    return [...contentReads(column, at, { source, summed }), ...cellReads(column, at, source)]
  })
}

/** What a table reads: its rows, and of the record what stands in the rows at its end. */
export function tableReads(block: PrintBlockDocument): readonly BlockRead[] {
  const source = textOf(block, 'source')
  const group = groupOf(block)
  const condition = expressionOf(block, 'rowVisible')
  const sortBy = textOf(block, 'sortBy')
  return [
    { at: '/source', source, rows: true },
    ...columnReads(block),
    ...(group === undefined ? [] : [{ at: '/group/by', source, path: group.by }]),
    ...(condition === undefined
      ? []
      : [{ at: '/rowVisible', source, expression: condition, condition: true }]),
    ...(sortBy === '' ? [] : [{ at: '/sortBy', source, path: sortBy }]),
    ...footReads(block),
  ]
}

/** Names of columns that are to be added up; one that is none would leave its sum out without a word. */
export function summedNames(block: PrintBlockDocument): readonly BlockName[] {
  const known = objectsOf(block, 'columns').map(keyOf)
  const inGroup = Array.isArray(block['group']) ? '/group/0' : '/group'
  return [
    ...namesOf(block, 'totals').map((name, index) => ({ at: `/totals/${index}`, name, known })),
    ...(groupOf(block)?.subtotal ?? []).map((name, index) => ({
      at: `${inGroup}/subtotal/${index}`,
      name,
      known,
    })),
  ]
}
