import { say } from '@mortise/errors'
import type { FormNode } from '@mortise/schema'
import { Icon, useLocale, useT } from '@mortise/ui'
import { type CSSProperties, type KeyboardEvent, type ReactNode, useState } from 'react'
import { useDragSource, useDropContainer } from '../kit/dnd.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import type { FormEditor, FormPayload } from './editor-types.ts'
import { layoutPart } from './layout-parts.ts'
import { focusSelected } from './lead.ts'
import { mayDrop } from './may-drop.ts'
import { messages } from './messages.ts'
import { useMove } from './use-move.ts'
import { columnAt, columnsOf, tableAt } from './subtable.ts'

/** A line of the outline: an element, or a tab or step, which holds elements and is none. */
type Branch = {
  readonly pointer: string
  readonly name: string
  readonly icon: string
  readonly node?: FormNode
  /** The list its branches stand in, where things may be dropped. */
  readonly lists: readonly { readonly list: string; readonly branches: readonly Branch[] }[]
  readonly isPart?: boolean
}

function useBranches(editor: FormEditor): (list: string, nodes: readonly FormNode[]) => readonly Branch[] {
  const { kit, model } = useWorkbench()
  const locale = useLocale()
  const { present } = editor.draft
  const iconOf = (node: FormNode): string => {
    const key = 'field' in node && node.type !== 'related_list' ? node.field : undefined
    // Fields that every record has stand in the model alone.
    const field = key === undefined ? undefined : model.entity(present.entity.key)?.field(key)
    const type = field === undefined ? undefined : kit.fields.find(field.type)
    return type?.icon ?? layoutPart(node.type)?.icon ?? 'square'
  }
  const branches = (list: string, nodes: readonly FormNode[]): readonly Branch[] =>
    nodes.map((node, at): Branch => {
      const pointer = `${list}/${at}`
      return { pointer, node, name: editor.nameOf(pointer), icon: iconOf(node), lists: inside(pointer, node) }
    })
  const inside = (pointer: string, node: FormNode): Branch['lists'] => {
    const name = 'tabs' in node ? 'tabs' : 'steps'
    const parts = 'tabs' in node ? node.tabs : 'steps' in node ? node.steps : undefined
    if (parts !== undefined)
      return [
        {
          list: '',
          branches: parts.map((part, at): Branch => {
            const list = `${pointer}/${name}/${at}/nodes`
            return {
              pointer: `${pointer}/${name}/${at}`,
              name: say(part.label, locale),
              icon: 'chevron-right',
              isPart: true,
              lists: [{ list, branches: branches(list, part.nodes) }],
            }
          }),
        },
      ]
    if ('nodes' in node) {
      const list = `${pointer}/nodes`
      return [{ list, branches: branches(list, node.nodes) }]
    }
    const table = tableAt(present, pointer)
    if (table === undefined) return []
    const list = `${pointer}/columns`
    const columns = columnsOf(table).map((_, at): Branch => {
      const field = columnAt(present, `${list}/${at}`)?.field
      const icon = kit.fields.find(field?.type ?? '')?.icon ?? 'square'
      return { pointer: `${list}/${at}`, name: editor.nameOf(`${list}/${at}`), icon, lists: [] }
    })
    return [{ list, branches: columns }]
  }
  return branches
}

/** The whole form as a tree, closed tabs included: to find, to select, and to drag where the canvas is long. */
export function FormOutline({
  editor,
  act,
  head,
}: {
  readonly editor: FormEditor
  /** What is done is done with this one, which always is the newest. */
  readonly act: FormEditor
  readonly head: ReactNode
}): ReactNode {
  const t = useT(messages)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const { ref, indicator } = useDropContainer<FormPayload>(['form-palette', 'form-node'], {
    onDrop: (payload, place) =>
      act.drop(payload, { ...place, mode: place.mode === 'inside' ? 'inside' : 'before' }),
    canDrop: (payload, place) => mayDrop(payload, place.list),
  })
  const branches = useBranches(editor)
  const { nodes } = editor.draft.present.form
  const fold = (pointer: string, wanted: boolean): void => {
    const next = new Set(folded)
    if (wanted) next.add(pointer)
    else next.delete(pointer)
    setFolded(next)
  }
  const keys = (event: KeyboardEvent<HTMLElement>): void => {
    const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
    const at = rows.findIndex((row) => row === document.activeElement)
    const pointer = rows[at]?.dataset['row'] ?? ''
    const go = (to: number): void => rows[Math.max(0, Math.min(rows.length - 1, to))]?.focus()
    const acts: { readonly [key: string]: (() => void) | undefined } = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      ArrowLeft: () => fold(pointer, true),
      ArrowRight: () => fold(pointer, false),
      Enter: () => {
        rows[at]?.click()
        focusSelected()
      },
    }
    const act = acts[event.key]
    if (act === undefined || at < 0) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return (
    <aside className="d-palette d-outline" aria-label={t('outline')}>
      {head}
      <div className="d-palette-scroll">
        {nodes.length === 0 ? <p className="m-faint">{t('outlineEmpty')}</p> : null}
        <div ref={ref} className="d-tree-drop">
          <ul className="d-tree" role="tree" aria-label={t('outline')} data-list="/nodes" onKeyDown={keys}>
            {branches('/nodes', nodes).map((branch, index) => (
              <Line
                key={branch.pointer}
                branch={branch}
                index={index}
                depth={0}
                editor={editor}
                act={act}
                folded={folded}
                onFold={fold}
              />
            ))}
          </ul>
          {indicator}
        </div>
      </div>
    </aside>
  )
}

function Line({
  branch,
  index,
  depth,
  editor,
  act,
  folded,
  onFold,
}: {
  readonly branch: Branch
  readonly index: number
  readonly depth: number
  readonly editor: FormEditor
  readonly act: FormEditor
  readonly folded: ReadonlySet<string>
  readonly onFold: (pointer: string, wanted: boolean) => void
}): ReactNode {
  const t = useT(messages)
  const { pointer, name, lists } = branch
  const { ref, dragging } = useDragSource('form-node', useMove(pointer), {
    enabled: branch.isPart !== true,
    label: name,
  })
  const isOpen = !folded.has(pointer)
  const holds = lists.some(({ branches }) => branches.length > 0)
  const chosen = editor.selection.includes(pointer)
  const first = editor.selected === undefined && pointer === '/nodes/0'
  const choose = (): void => {
    if (branch.isPart !== true) return act.select(pointer)
    const cut = pointer.lastIndexOf('/')
    const holder = pointer.slice(0, pointer.lastIndexOf('/', cut - 1))
    act.select(holder)
    act.setOpenPart(holder, Number(pointer.slice(cut + 1)))
  }
  return (
    <li
      role="none"
      {...(branch.isPart === true ? {} : { 'data-index': index })}
      data-dragging={dragging}
      style={{ '--d-depth': depth } as CSSProperties}
    >
      <div
        ref={ref}
        role="treeitem"
        className="d-tree-row"
        data-row={pointer}
        data-part={branch.isPart}
        aria-level={depth + 1}
        aria-selected={chosen}
        {...(holds ? { 'aria-expanded': isOpen } : {})}
        tabIndex={editor.selected === pointer || first ? 0 : -1}
        onClick={choose}
      >
        {holds ? (
          <button
            type="button"
            className="d-tree-fold"
            tabIndex={-1}
            aria-label={t(isOpen ? 'fold' : 'unfold')}
            data-open={isOpen}
            onClick={(event) => {
              event.stopPropagation()
              onFold(pointer, isOpen)
            }}
          >
            <Icon name="chevron-right" size={14} />
          </button>
        ) : (
          <span className="d-tree-fold" />
        )}
        {branch.isPart === true ? null : <Icon name={branch.icon} size={14} />}
        <span className="m-clip">{name}</span>
        {branch.node?.visible === undefined ? null : (
          <i className="d-mark" title={t('conditional')}>
            <Icon name="split" size={14} />
          </i>
        )}
      </div>
      {isOpen
        ? lists.map(({ list, branches }) => (
            <ul key={list} role="group" {...(list === '' ? {} : { 'data-list': list })}>
              {branches.map((one, at) => (
                <Line
                  key={one.pointer}
                  branch={one}
                  index={at}
                  depth={depth + 1}
                  editor={editor}
                  act={act}
                  folded={folded}
                  onFold={onFold}
                />
              ))}
            </ul>
          ))
        : null}
    </li>
  )
}
