import type { ReportJoinDocument } from '@mortise/schema'
import { EmptyState, Icon, IconButton, useT } from '@mortise/ui'
import { Input } from 'antd'
import { type KeyboardEvent, type ReactNode, useMemo, useState } from 'react'
import { useDragSource } from '../kit/dnd.tsx'
import { bucketWord, messages } from './messages.ts'
import { type FieldEntry, type FieldPayload, fieldTree, searchTree } from './fields.ts'
import { removeItem } from './commands.ts'
import { joinName, withJoins } from './related.ts'
import { onShelves } from './slots.ts'
import type { ReportEditor } from './use-report-editor.ts'

/** Name of a drag from the tree. */
export const fieldDrag = 'report-field'

/** Fields of the source and along its links: dragged to a shelf, or put where they fit by a click or Enter. */
export function FieldTree({ editor }: { readonly editor: ReportEditor }): ReactNode {
  const t = useT(messages)
  const [text, setText] = useState('')
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const { source } = editor
  const { joins } = editor.report
  const tree = useMemo(
    () =>
      fieldTree(
        source,
        { count: t('count'), related: t('related'), bucket: (bucket) => t(bucketWord[bucket]) },
        joins,
      ),
    [source, t, joins],
  )
  const shown = searchTree(tree, text)
  const toggle = (id: string): void =>
    setOpen((from) => new Set(from.has(id) ? [...from].filter((one) => one !== id) : [...from, id]))
  return (
    <aside className="d-palette r-fields" aria-label={t('fields')}>
      <div className="d-palette-search">
        <Input
          allowClear
          size="small"
          prefix={<Icon name="search" size={14} />}
          placeholder={t('searchFields')}
          aria-label={t('searchFields')}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div className="d-palette-scroll">
        {shown.length === 0 ? <EmptyState drawing="search" title={t('noField')} /> : null}
        <ul role="tree" aria-label={t('fields')} className="r-tree" onKeyDown={walk}>
          {shown.map((entry) => (
            <Branch key={entry.id} entry={entry} level={1} {...{ open, toggle, onAdd: editor.add }} />
          ))}
        </ul>
        {onShelves(editor) ? (
          <>
            {(joins ?? [])
              .filter(({ entity }) => entity !== undefined)
              .map((join) => (
                <JoinedData key={join.key} editor={editor} join={join} />
              ))}
            {editor.report.source.report === undefined ? (
              <button
                type="button"
                className="d-add r-add-data"
                onClick={() => editor.ask({ about: 'data' })}
              >
                <Icon name="plus" size={14} />
                {t('addData')}
              </button>
            ) : null}
          </>
        ) : null}
      </div>
    </aside>
  )
}

/** Records joined by hand: how they belong can be changed, or they go with all that counts them. */
function JoinedData({
  editor,
  join,
}: {
  readonly editor: ReportEditor
  readonly join: ReportJoinDocument
}): ReactNode {
  const t = useT(messages)
  const { report, source } = editor
  const name = joinName(source, join)
  const drop = (): void => {
    const counted = (report.measures ?? []).filter(({ over }) => over === join.key)
    const bare = counted.reduce((left, one) => removeItem(left, one.key), report)
    editor.edit(
      withJoins(
        bare,
        (bare.joins ?? []).filter(({ key }) => key !== join.key),
      ),
      t('removed', { name }),
    )
  }
  return (
    <div className="r-joined">
      <button type="button" onClick={() => editor.ask({ about: 'data', join: join.key })}>
        <Icon name="link-2" size={14} />
        <span className="m-clip">{t('changeData', { name })}</span>
      </button>
      <IconButton icon="x" size={12} label={`${t('removeData')} ${name}`} onClick={drop} />
    </div>
  )
}

type BranchProps = {
  readonly entry: FieldEntry
  readonly level: number
  readonly open: ReadonlySet<string>
  readonly toggle: (id: string) => void
  readonly onAdd: (payload: FieldPayload) => void
}

function Branch({ entry, level, ...rest }: BranchProps): ReactNode {
  const { open, toggle, onAdd } = rest
  const t = useT(messages)
  const wanted = open.has(entry.id)
  const expanded = entry.below !== undefined && (entry.found === true ? !wanted : wanted)
  const below = useMemo(() => (expanded ? entry.below?.() : undefined), [expanded, entry])
  return (
    <li role="none">
      {entry.head === undefined ? null : (
        // For the eye only: a tree has no headings.
        <span className="r-tree-head" aria-hidden="true">
          {entry.head}
        </span>
      )}
      <div className="r-field-line" style={{ paddingInlineStart: (level - 1) * 14 }}>
        {entry.below === undefined ? (
          <i className="r-twist" />
        ) : (
          <button
            type="button"
            className="r-twist"
            tabIndex={-1}
            // For the pointer only: the item beside it tells and takes left and right.
            aria-hidden
            aria-label={t('open', { name: entry.full })}
            onClick={() => toggle(entry.id)}
          >
            <Icon name={expanded ? 'chevron-down' : 'chevron-right'} size={14} />
          </button>
        )}
        <Field
          entry={entry}
          level={level}
          expanded={expanded}
          onAdd={onAdd}
          onToggle={() => toggle(entry.id)}
        />
      </div>
      {below === undefined ? null : (
        <ul role="group">
          {below.map((one) => (
            <Branch key={one.id} entry={one} level={level + 1} {...rest} />
          ))}
        </ul>
      )}
    </li>
  )
}

function Field({
  entry,
  level,
  expanded,
  onAdd,
  onToggle,
}: Pick<BranchProps, 'entry' | 'level' | 'onAdd'> & {
  readonly expanded: boolean
  readonly onToggle: () => void
}): ReactNode {
  const t = useT(messages)
  const { ref, dragging } = useDragSource(fieldDrag, entry.payload)
  const keys = (event: KeyboardEvent): void => {
    const toggles =
      entry.below !== undefined &&
      ((event.key === 'ArrowRight' && !expanded) || (event.key === 'ArrowLeft' && expanded))
    if (!toggles) return
    event.preventDefault()
    event.stopPropagation()
    onToggle()
  }
  return (
    <button
      type="button"
      ref={ref}
      role="treeitem"
      aria-level={level}
      aria-label={entry.full}
      {...(entry.below === undefined ? {} : { 'aria-expanded': expanded })}
      className="r-field"
      data-field={entry.id}
      data-dragging={dragging}
      title={t('fieldHint')}
      onKeyDown={keys}
      onClick={() => entry.payload !== undefined && onAdd(entry.payload)}
    >
      <Icon name={entry.icon} size={14} />
      <span className="m-clip">{entry.label}</span>
    </button>
  )
}

/** Up and down walk the lines of the tree. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="treeitem"]')]
  const next = lines[lines.indexOf(document.activeElement as HTMLElement) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
