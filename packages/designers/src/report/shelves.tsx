import type { MeasureDocument } from '@mortise/schema'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Dropdown } from 'antd'
import type { ReactNode } from 'react'
import { useConditionWords } from '../condition/condition-words.tsx'
import { useDragSource } from '../kit/dnd.tsx'
import { handleKey, type KeyMap } from '../kit/keyboard.ts'
import { axesOf, filterTerms, patched, type Shelf, spotOf } from './commands.ts'
import { iconAt, nameAt } from './fields.ts'
import { aggregateWord, messages, type ReportWord } from './messages.ts'
import { plainPathOf, usePillMenu } from './pill-menu.ts'
import type { ReportEditor } from './use-report-editor.ts'

/** Name of a drag from one shelf to another. */
export const pillDrag = 'report-pill'

/** The shelves of a report: what stands down, across, in the cells, and which records count. */
export function Shelves({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const { report } = editor
  if (report.kind === 'funnel') return <FunnelShelves editor={editor} />
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

function FunnelShelves({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const { report, source } = editor
  const { field = '', amount } = report.funnel ?? {}
  const dropAmount = (): void =>
    editor.edit(
      { ...report, funnel: patched({ field, ...report.funnel }, { amount: undefined }) },
      t('removed', { name: nameAt(source, amount ?? '') }),
    )
  return (
    <div className="r-shelves">
      <ShelfRow shelf="rows" label={t('stage')} hint={t('stageHint')} empty={field === ''}>
        {field === '' ? null : <Plain name={nameAt(source, field)} icon={iconAt(source, field)} />}
      </ShelfRow>
      <ShelfRow shelf="values" label={t('amount')} hint={t('amountHint')} empty={amount === undefined}>
        {amount === undefined ? null : (
          <Plain name={nameAt(source, amount)} icon={iconAt(source, amount)} onRemove={dropAmount} />
        )}
      </ShelfRow>
      <FilterShelf editor={editor} />
    </div>
  )
}

function ShelfRow({
  shelf,
  label,
  hint,
  empty,
  children,
}: {
  readonly shelf: Shelf
  readonly label: string
  readonly hint: string
  readonly empty: boolean
  readonly children: ReactNode
}): ReactNode {
  return (
    <div className="r-shelf" role="group" aria-label={label} data-list={shelf} data-flow="row">
      <span className="r-shelf-name">{label}</span>
      {children}
      {empty ? <span className="r-shelf-hint">{hint}</span> : null}
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
  const items = usePillMenu(editor, id)
  const dimension = report.dimensions?.find(({ key }) => key === id)
  const measure = report.measures?.find(({ key }) => key === id)
  const one = dimension ?? measure
  if (one === undefined) return null
  const name = editor.nameOf(one)
  const path = plainPathOf(one.expr)
  const word = measure === undefined ? undefined : wordOf(measure)
  const sort = report.sort?.find(({ by }) => by === id)
  const icon = word === 'calc' ? 'square-function' : path === undefined ? 'hash' : iconAt(source, path)
  return (
    <span
      className="r-pill"
      ref={ref}
      data-index={index}
      data-dragging={dragging}
      data-selected={editor.selected === id}
      data-role={dimension === undefined ? 'measure' : 'dimension'}
    >
      <Dropdown trigger={['click']} menu={{ items: [...items] }} autoFocus>
        <button
          type="button"
          aria-haspopup="menu"
          aria-label={t('pill', { shelf: t(shelf), name: word === undefined ? name : `${t(word)} ${name}` })}
          onClick={() => editor.select(id)}
          onKeyDown={(event) => handleKey(pillKeys(editor, id), event)}
        >
          <Icon name={icon} size={14} />
          {word === undefined ? null : <small>{t(word)}</small>} <span className="m-clip">{name}</span>
          {sort === undefined ? null : (
            <Icon name={sort.dir === 'desc' ? 'arrow-down' : 'arrow-up'} size={12} />
          )}
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

function Plain({
  name,
  icon,
  onRemove,
}: {
  readonly name: string
  readonly icon: string
  readonly onRemove?: () => void
}): ReactNode {
  const t = useT(messages)
  return (
    <span className="r-pill" data-index={0} data-role={onRemove === undefined ? 'dimension' : 'measure'}>
      <span className="r-pill-text">
        <Icon name={icon} size={14} />
        <span className="m-clip">{name}</span>
      </span>
      {onRemove === undefined ? null : (
        <IconButton icon="x" size={12} label={t('removed', { name })} onClick={onRemove} />
      )}
    </span>
  )
}

function FilterShelf({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const say = useConditionWords()
  const { report, ask } = editor
  const terms = filterTerms(report.filter)
  return (
    <ShelfRow shelf="filters" label={t('filters')} hint={t('filtersHint')} empty={terms.length === 0}>
      {terms.map((term, index) => {
        const name = say(term, report.source.entity)
        const drop = (): void => editor.writeFilter(index, null)
        return (
          <span
            key={`${index} ${JSON.stringify(term)}`}
            className="r-pill"
            data-index={index}
            data-role="filter"
          >
            <button
              type="button"
              aria-label={t('pill', { shelf: t('filters'), name })}
              title={t('editFilter')}
              onClick={() => ask({ at: index, path: undefined })}
              onKeyDown={(event) => handleKey({ Delete: drop }, event)}
            >
              <Icon name="list-filter" size={14} />
              <span className="m-clip">{name}</span>
            </button>
            <IconButton icon="x" size={12} label={t('removed', { name })} onClick={drop} />
          </span>
        )
      })}
      <IconButton
        icon="plus"
        size={14}
        label={t('addFilter')}
        onClick={() => ask({ at: undefined, path: undefined })}
      />
    </ShelfRow>
  )
}
