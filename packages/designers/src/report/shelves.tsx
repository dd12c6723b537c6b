import type { MeasureDocument } from '@mortise/schema'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useDragSource } from '../kit/dnd.tsx'
import { handleKey, type KeyMap } from '../kit/keyboard.ts'
import { axesOf, type Shelf, spotOf } from './commands.ts'
import { useFaults } from './faults.ts'
import { iconAt } from './fields.ts'
import { FilterShelf } from './filter-shelf.tsx'
import { KindShelves } from './kind-shelves.tsx'
import { aggregateWord, messages, type ReportWord } from './messages.ts'
import { plainPathOf } from './aggregates.ts'
import { usePillMenu } from './pill-menu.ts'
import { sourceOfMeasure } from './related.ts'
import { ShelfRow } from './shelf-row.tsx'
import { onShelves } from './slots.ts'
import type { ReportEditor } from './use-report-editor.ts'

/** Name of a drag from one shelf to another. */
export const pillDrag = 'report-pill'

/** The shelves of a report: what stands down, across, in the cells, and which records count. */
export function Shelves({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const { report } = editor
  if (!onShelves(editor))
    return (
      <div className="r-shelves">
        <KindShelves editor={editor} />
        <FilterShelf editor={editor} />
      </div>
    )
  const { rows, columns } = axesOf(report)
  const values = (report.measures ?? []).map(({ key }) => key)
  const shelves: readonly (readonly [Shelf, readonly string[], ReportWord])[] = [
    ['rows', rows, 'rowsHint'],
    ['columns', columns, 'columnsHint'],
    ['values', values, 'valuesHint'],
  ]
  return (
    <div className="r-shelves">
      {shelves.map(([shelf, keys, hint]) => (
        <ShelfRow key={shelf} shelf={shelf} label={t(shelf)} hint={t(hint)} empty={keys.length === 0}>
          {keys.map((key, index) => (
            <Pill key={key} id={key} index={index} shelf={shelf} editor={editor} />
          ))}
        </ShelfRow>
      ))}
      <FilterShelf editor={editor} />
    </div>
  )
}

type PillProps = {
  readonly id: string
  readonly index: number
  readonly shelf: Shelf
  readonly editor: ReportEditor
}

function Pill({ id, index, shelf, editor }: PillProps): ReactNode {
  const t = useT(messages)
  const { report, source } = editor
  const { ref, dragging } = useDragSource(pillDrag, { move: id })
  const fault = useFaults(editor).at(id)
  const items = usePillMenu(editor, id)
  const dimension = report.dimensions?.find(({ key }) => key === id)
  const measure = report.measures?.find(({ key }) => key === id)
  const one = dimension ?? measure
  if (one === undefined) return null
  const name = editor.nameOf(one)
  const path = plainPathOf(one.expr)
  const word = measure === undefined ? undefined : wordOf(measure)
  const sort = report.sort?.find(({ by }) => by === id)
  const rows = measure === undefined ? source : sourceOfMeasure(source, report, measure)
  const icon = word === 'calc' ? 'square-function' : path === undefined ? 'hash' : iconAt(rows, path)
  const hidden = measure?.hidden === true
  return (
    <span
      className="r-pill"
      ref={ref}
      data-index={index}
      data-dragging={dragging}
      data-selected={editor.selected === id}
      data-role={dimension === undefined ? 'measure' : 'dimension'}
      data-hidden={hidden}
      data-fault={fault !== undefined}
      title={fault ?? (hidden ? t('hiddenColumn') : undefined)}
    >
      <Dropdown trigger={['click']} menu={{ items: [...items], className: 'r-menu' }} autoFocus>
        <button
          type="button"
          aria-haspopup="menu"
          aria-label={t('pill', { shelf: t(shelf), name: word === undefined ? name : `${t(word)} ${name}` })}
          aria-invalid={fault !== undefined}
          onClick={() => editor.select(id)}
          onKeyDown={(event) => handleKey(pillKeys(editor, id), event)}
        >
          <Icon name={fault === undefined ? (hidden ? 'eye-off' : icon) : 'triangle-alert'} size={14} />
          {word === undefined ? null : <small>{t(word)}</small>} <span className="m-clip">{name}</span>
          {sort === undefined ? null : (
            <Icon name={sort.dir === 'desc' ? 'arrow-down' : 'arrow-up'} size={12} />
          )}
          {dimension !== undefined && report.limit !== undefined && report.dimensions?.[0] === dimension ? (
            <small>{t('topOf', { n: String(report.limit.n) })}</small>
          ) : null}
          {measure?.filter === undefined ? null : <Icon name="list-filter" size={12} />}
          <Icon name="chevron-down" size={12} />
        </button>
      </Dropdown>
      <IconButton icon="x" size={12} label={t('removed', { name })} onClick={() => editor.remove(id)} />
    </span>
  )
}

/** Alt and arrows move along the shelf and between rows and columns; Delete takes off. */
function pillKeys(editor: ReportEditor, key: string): KeyMap {
  const at = spotOf(editor.report, key)
  if (at === undefined) return {}
  const other = (shelf: Shelf) => (): void => {
    if (at.shelf !== 'values') editor.move(key, { shelf, index: 99 })
  }
  return {
    Delete: () => editor.remove(key),
    Backspace: () => editor.remove(key),
    'Alt+ArrowLeft': () => editor.move(key, { ...at, index: Math.max(0, at.index - 1) }),
    'Alt+ArrowRight': () => editor.move(key, { ...at, index: at.index + 2 }),
    'Alt+ArrowUp': other('rows'),
    'Alt+ArrowDown': other('columns'),
  }
}

function wordOf({ agg, window }: MeasureDocument): ReportWord {
  if (agg !== undefined) return aggregateWord[agg]
  return window ?? 'calc'
}
