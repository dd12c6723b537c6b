import { Icon, useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { useBlockWords } from '../blocks/use-block-words.ts'
import { blockAt, spotOf } from '../blocks/tree.ts'
import { useAnnounce } from '../kit/announce.tsx'
import { useDragSource } from '../kit/dnd.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { BlockWriting } from './block-writing.tsx'
import type { Looking } from './looking.ts'
import { messages } from './messages.ts'
import type { Faults } from './use-faults.ts'
import type { MailEditor } from './use-mail-editor.ts'

/** What the blocks of a canvas share. */
export type OnCanvas = {
  readonly editor: MailEditor
  readonly looking: Looking
  readonly lifted: string | undefined
  readonly onLift: (at: string | undefined) => void
  readonly onStep: MailEditor['step']
  readonly faults: Faults
}

/** Goes on to the block before or behind, in the order they are read. */
function neighbour(at: string, by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>('.d-mail-block')]
  all[all.findIndex((one) => one.dataset['at'] === at) + by]?.focus()
}

/** A block as it stands in the mail: it is selected here, dragged, written and worked with keys. */
export function MailBlock({
  at,
  style,
  hidden,
  canvas,
  children,
}: {
  readonly at: string
  readonly style: object
  /** It leaves nothing in this mail, but has to be found. */
  readonly hidden: boolean
  readonly canvas: OnCanvas
  readonly children: ReactNode
}): ReactNode {
  const t = useT(messages)
  const announce = useAnnounce()
  const { kit } = useWorkbench()
  const { editor, lifted, onLift, onStep, faults, looking } = canvas
  const block = blockAt(editor.mail, at)
  const words = useBlockWords(kit.mailBlocks, editor.mail.entity, block)
  const [payload, setPayload] = useState({ at })
  if (payload.at !== at) setPayload({ at })
  const on = editor.selected.includes(at)
  const writing = editor.writing === at && block !== undefined
  const held = lifted === at
  const name = editor.nameAt(at)
  const { ref, dragging } = useDragSource('mail-block', payload, { enabled: !writing, label: name })
  const told = faults.get(at) ?? []
  const wrong = told.filter((one) => one.wrong).map(({ text }) => text)
  const text = editor.textOf(block?.type ?? '')
  const merge = `lift ${spotOf(at).list}`
  const drop = (): void => {
    onLift(undefined)
    editor.draft.seal()
    announce(t('putDown', { name, n: spotOf(at).index + 1 }))
  }
  const up = (by: 1 | -1): void => (held ? onStep(at, by, merge) : neighbour(at, by))
  const chosen = on ? editor.selected : [at]
  const enter = (): void => {
    if (held) drop()
    else if (on && text !== undefined) editor.write(at)
    else editor.select([at])
  }
  const label = [
    name,
    ...(words === name || words === '' ? [] : [words]),
    ...told.map((one) => one.text),
  ].join(t('colon'))
  return (
    <td
      ref={ref}
      className="d-mail-block"
      style={style}
      role="button"
      aria-label={label}
      aria-pressed={on}
      data-at={at}
      data-index={spotOf(at).index}
      data-selected={on}
      data-lifted={held}
      data-dragging={dragging}
      data-wrong={wrong.length > 0}
      tabIndex={0}
      onClick={(event) => {
        event.stopPropagation()
        if (writing) return
        if (event.shiftKey || event.ctrlKey || event.metaKey) editor.toggle(at)
        else editor.select([at])
      }}
      onDoubleClick={(event) => {
        event.stopPropagation()
        if (text !== undefined) editor.write(at)
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return
        handleKey(
          {
            Enter: enter,
            Space: () => {
              if (held) return drop()
              editor.select([at])
              onLift(at)
              announce(t('pickedUp', { name }))
            },
            Escape: () => {
              if (!held) return editor.select([])
              editor.draft.drop(merge)
              onLift(undefined)
              announce(t('calledOff'))
            },
            ArrowUp: () => up(-1),
            ArrowDown: () => up(1),
            'Alt+ArrowUp': () => onStep(at, -1),
            'Alt+ArrowDown': () => onStep(at, 1),
            'Ctrl+D': () => editor.copy(chosen),
            'Ctrl+C': () => editor.keep(chosen),
            'Ctrl+X': () => {
              editor.keep(chosen)
              editor.remove(chosen)
            },
            'Ctrl+V': () => editor.paste(spotOf(at)),
            Delete: () => editor.remove(chosen),
            Backspace: () => editor.remove(chosen),
          },
          event,
        )
      }}
    >
      {writing && text !== undefined ? (
        <BlockWriting editor={editor} at={at} setting={text} looking={looking} />
      ) : (
        children
      )}
      {hidden && !writing ? (
        <p className="d-mail-hidden" title={told.map((one) => one.text).join('\n') || t('hiddenHere')}>
          <Icon name="eye-off" size={12} />
          <span className="m-clip">
            {words === '' || words === name ? name : `${name}${t('colon')}${words}`}
          </span>
        </p>
      ) : null}
      {wrong.length === 0 && block?.visible === undefined ? null : (
        <span className="d-mail-marks">
          {block?.visible === undefined ? null : (
            <span title={t('conditional')}>
              <Icon name="eye" size={12} />
            </span>
          )}
          {wrong.length === 0 ? null : (
            <span className="d-mail-wrong" title={wrong.join('\n')}>
              <Icon name="triangle-alert" size={12} />
            </span>
          )}
        </span>
      )}
    </td>
  )
}
