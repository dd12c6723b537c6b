import { useT } from '@mortise/ui'
import { type ReactNode, useRef } from 'react'
import { useDropContainer } from '../kit/dnd.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { useDesignFaces, useWorkbench } from '../workbench/context.tsx'
import type { CanvasLook } from './canvas-look.ts'
import { NodeList } from './canvas-nodes.tsx'
import type { FormEditor, FormPayload } from './editor-types.ts'
import { mayDrop } from './may-drop.ts'
import { messages } from './messages.ts'
import { useSteady } from './use-steady.ts'
import { useMarquee } from './use-marquee.tsx'

/** Names of the drags a form canvas takes. */
export const formDrags: readonly ['form-palette', 'form-node'] = ['form-palette', 'form-node']

/** The paper a form is laid out on. */
export function FormCanvas({
  editor: newest,
  width,
  phone,
}: {
  readonly editor: FormEditor
  readonly width: number | undefined
  /** Fields as wide as they stand on a phone. */
  readonly phone: boolean
}): ReactNode {
  const editor = useSteady(newest)
  const { kit, model } = useWorkbench()
  const ctx = useDesignFaces()
  // What is drawn goes by the newest state; what is done, by the state at the time.
  const { selection, selected, lifted, nameOf, openPart } = newest
  const { present } = newest.draft
  const look: CanvasLook = { selection, selected, lifted, present, model, kit, ctx, nameOf, openPart }
  const { ref, indicator } = useDropContainer<FormPayload>(formDrags, {
    onDrop: (payload, place) => editor.drop(payload, place),
    canDrop: (payload, place) => mayDrop(payload, place.list),
  })
  const t = useT(messages)
  const { nodes } = present.form
  const paper = useRef<HTMLDivElement | null>(null)
  const marquee = useMarquee(paper, newest.selectAll)
  return (
    <div
      className="d-canvas-scroll"
      onPointerDown={marquee.onPointerDown}
      onClick={() => {
        if (!marquee.justDrawn()) editor.select(undefined)
      }}
    >
      <div
        className="d-paper"
        data-phone={phone}
        ref={(one) => {
          paper.current = one
          ref(one)
        }}
        role="group"
        aria-label={t('paper')}
        tabIndex={nodes.length === 0 ? 0 : -1}
        onKeyDown={(event) => {
          if (event.target === event.currentTarget) handleKey(editor.keys(), event)
        }}
        style={width === undefined ? {} : { maxWidth: width }}
      >
        <NodeList list="/nodes" nodes={nodes} editor={editor} look={look} empty={t('emptyCanvas')} />
        {indicator}
        {marquee.box}
      </div>
    </div>
  )
}
