import { say } from '@mortise/errors'
import { Icon, IconButton, useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useDragSource } from '../kit/dnd.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { fieldsOn, type Shelf } from './commands.ts'
import { messages } from './messages.ts'
import type { ViewEditor } from './use-view-editor.ts'

/** Name of a drag from one shelf to another. */
export const pillDrag = 'view-pill'

/** The places of a view, as its type has them, and its order. */
export function Shelves({ editor }: { readonly editor: ViewEditor }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const shelves: readonly (readonly [Shelf, string])[] = [
    ...editor.type.slots.map((slot) => [slot.key, say(slot.hint, locale)] as const),
    ['sort', t('sortHint')],
  ]
  return (
    <div className="r-shelves v-shelves">
      {shelves.map(([shelf, hint]) => (
        <ShelfRow key={shelf} shelf={shelf} hint={hint} editor={editor} />
      ))}
    </div>
  )
}

function ShelfRow({
  shelf,
  hint,
  editor,
}: {
  readonly shelf: Shelf
  readonly hint: string
  readonly editor: ViewEditor
}): ReactNode {
  const fields = fieldsOn(editor.view, shelf)
  const name = editor.shelfName(shelf)
  return (
    <div className="r-shelf" role="group" aria-label={name} data-list={shelf} data-flow="row">
      <span className="r-shelf-name">{name}</span>
      {fields.map((field, index) => (
        <Pill key={field} {...{ field, index, shelf, editor }} last={index === fields.length - 1} />
      ))}
      {fields.length === 0 ? <span className="r-shelf-hint">{hint}</span> : null}
    </div>
  )
}

function Pill({
  field,
  index,
  shelf,
  editor,
  last,
}: {
  readonly field: string
  readonly index: number
  readonly shelf: Shelf
  readonly editor: ViewEditor
  readonly last: boolean
}): ReactNode {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const { ref, dragging } = useDragSource(pillDrag, { field, from: shelf })
  const name = editor.nameOf(field)
  const known = editor.entity?.field(field)
  const chosen = editor.selected?.shelf === shelf && editor.selected.index === index
  const down = shelf === 'sort' && editor.view.sort?.[index]?.dir === 'desc'
  const remove = (): void => editor.remove(field, shelf)
  const keys = {
    Delete: remove,
    Backspace: remove,
    'Alt+ArrowLeft':
      index === 0 ? undefined : () => editor.drop({ field, from: shelf }, { shelf, index: index - 1 }),
    'Alt+ArrowRight': last
      ? undefined
      : () => editor.drop({ field, from: shelf }, { shelf, index: index + 2 }),
  }
  return (
    <span
      className="r-pill"
      ref={ref}
      data-index={index}
      data-dragging={dragging}
      data-selected={chosen}
      data-role={shelf === 'sort' ? 'filter' : 'dimension'}
    >
      <button
        type="button"
        aria-label={t('pill', { shelf: editor.shelfName(shelf), name })}
        aria-pressed={chosen}
        title={t('pillHint')}
        onClick={() => editor.select(chosen ? undefined : { shelf, index })}
        onKeyDown={(event) => handleKey(keys, event)}
      >
        <Icon name={kit.fields.find(known?.type ?? '')?.icon ?? 'square'} size={14} />
        <span className="m-clip">{name}</span>
      </button>
      {shelf === 'sort' ? (
        <IconButton
          icon={down ? 'arrow-down' : 'arrow-up'}
          size={12}
          label={t('turn', { name, dir: t(down ? 'descending' : 'ascending') })}
          onClick={() => editor.turn(field)}
        />
      ) : null}
      <IconButton icon="x" size={12} label={t('removed', { name })} onClick={remove} />
    </span>
  )
}
