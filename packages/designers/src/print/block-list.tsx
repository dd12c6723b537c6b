import { Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import type { BlockPayload } from '../blocks/block-palette.tsx'
import { useDragSource, useDropContainer } from '../kit/dnd.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { messages as kitMessages } from '../kit/messages.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { useBlockWords } from '../blocks/use-block-words.ts'
import { blockAt, blocksIn, printParts } from './commands.ts'
import { messages } from './messages.ts'
import { newBlock } from './new-blocks.ts'
import type { PrintEditor } from './use-print-editor.ts'

/** The blocks of a template as a list: the outline of its pages, header over body over footer. */
export function BlockList({ editor }: { readonly editor: PrintEditor }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const { kit, model } = useWorkbench()
  const locale = useLocale()
  const { print } = editor
  const { ref, indicator } = useDropContainer<BlockPayload>(['print-palette', 'print-block'], {
    onDrop: (payload, { list, index }) => {
      if ('at' in payload) return editor.move([payload.at], { list, index })
      const block = newBlock(payload, { kit, model, entity: print.entity, locale })
      if (block !== undefined) editor.add(block, { list, index })
    },
  })
  return (
    <main className="d-canvas" aria-label={kt('canvas')}>
      <div className="d-canvas-scroll" onClick={() => editor.select([])}>
        <div className="d-paper d-sheet" ref={ref}>
          {printParts.map((part) => (
            <section key={part}>
              <h3 className="m-faint">{t(part)}</h3>
              <div className="d-blocks" data-list={`/${part}`} data-flow="column">
                {blocksIn(print, `/${part}`).length === 0 ? (
                  <p className="d-nodes-empty">{t('empty')}</p>
                ) : null}
                {blocksIn(print, `/${part}`).map((_, index) => (
                  <BlockCard key={index} editor={editor} at={`/${part}/${index}`} index={index} />
                ))}
              </div>
            </section>
          ))}
          {indicator}
        </div>
      </div>
    </main>
  )
}

function BlockCard({
  editor,
  at,
  index,
}: {
  readonly editor: PrintEditor
  readonly at: string
  readonly index: number
}): ReactNode {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const [payload, setPayload] = useState({ at })
  if (payload.at !== at) setPayload({ at })
  const { ref, dragging } = useDragSource('print-block', payload)
  const words = useBlockWords(kit.blocks, editor.print.entity, blockAt(editor.print, at))
  const name = editor.nameAt(at)
  const on = editor.selected.includes(at)
  const select = (): void => editor.select([at])
  return (
    <div
      ref={ref}
      className="d-action"
      data-index={index}
      data-selected={on}
      data-dragging={dragging}
      role="group"
      aria-label={name}
      tabIndex={0}
      aria-current={on}
      onClick={(event) => {
        event.stopPropagation()
        if (event.shiftKey) editor.toggle(at)
        else select()
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return
        handleKey(
          {
            Enter: select,
            'Alt+ArrowUp': () => editor.step(at, -1),
            'Alt+ArrowDown': () => editor.step(at, 1),
            Delete: () => editor.remove([at]),
          },
          event,
        )
      }}
    >
      <span className="d-action-icon">
        <Icon name={kit.blocks.find(blockAt(editor.print, at)?.type ?? '')?.icon ?? 'square'} />
      </span>
      <span className="d-action-text">
        <b>{name}</b>
        {words === name ? null : <span className="m-clip">{words}</span>}
      </span>
      <span className="d-action-tools">
        <IconButton
          icon="trash-2"
          size={14}
          label={t('remove', { name })}
          onClick={() => editor.remove([at])}
        />
      </span>
    </div>
  )
}
