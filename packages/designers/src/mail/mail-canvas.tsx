import { mailSheet } from '@mortise/prints/mail'
import { ErrorState, Skeleton, useLocale, useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import type { BlockPayload } from '../blocks/block-palette.tsx'
import { blockAt, blocksIn, isWithin, spotOf } from '../blocks/tree.ts'
import type { Drawn } from '../blocks/use-drawn.ts'
import { useFollowing } from '../blocks/use-following.ts'
import { useDropContainer } from '../kit/dnd.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { messages as kitMessages } from '../kit/messages.ts'
import { useWorkbench } from '../workbench/context.tsx'
import type { DraftMail } from '../workbench/mails-api.ts'
import { type Drawing, DrawnNodes } from './drawn.tsx'
import type { Looking } from './looking.ts'
import { MailBlock, type OnCanvas } from './mail-block.tsx'
import { MailHead } from './mail-head.tsx'
import { messages } from './messages.ts'
import { newMailBlock } from './new-blocks.ts'
import type { MailEditor } from './use-mail-editor.ts'

/** The mail as its reader will see it, and all that can be done with it by hand. */
export function MailCanvas({
  editor,
  drawn,
  looking,
  faults,
}: {
  readonly editor: MailEditor
  readonly drawn: Drawn<unknown, DraftMail>
  readonly looking: Looking
  readonly faults: OnCanvas['faults']
}): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const { kit, model } = useWorkbench()
  const screen = useLocale()
  const { mail } = editor
  const { result } = drawn
  const [lifted, setLifted] = useState<string>()
  const onStep = useFollowing(editor, setLifted, '.d-mail-block')
  const { ref, indicator } = useDropContainer<BlockPayload>(['mail-palette', 'mail-block'], {
    // Nothing goes into itself.
    canDrop: (payload, { list }) => !('at' in payload) || !isWithin(list, payload.at),
    onDrop: (payload, { list, index }) => {
      if ('at' in payload) {
        const ats = editor.selected.includes(payload.at) ? editor.selected : [payload.at]
        return editor.move(ats, { list, index })
      }
      const block = newMailBlock(payload, { kit, model, entity: mail.entity, locale: screen })
      if (block !== undefined) editor.add(block, { list, index })
    },
  })
  const canvas: OnCanvas = { editor, looking, lifted, onLift: setLifted, onStep, faults }
  const drawing: Drawing = {
    dark: looking.dark,
    phone: looking.phone,
    assets: result?.assets ?? {},
    empty: () => <p className="d-nodes-empty">{t('empty')}</p>,
    block: (at, given, inside) =>
      blockAt(mail, at) === undefined ? null : (
        <MailBlock at={at} {...given} canvas={canvas}>
          {inside}
        </MailBlock>
      ),
  }
  const last = editor.selected.at(-1)
  const end = { list: '/blocks', index: blocksIn(mail, '/blocks').length - 1 }
  return (
    <>
      <div
        className="d-canvas-scroll d-mail-scroll"
        onClick={() => editor.select([])}
        tabIndex={-1}
        onKeyDown={(event) =>
          handleKey({ 'Ctrl+V': () => editor.paste(last === undefined ? end : spotOf(last)) }, event)
        }
      >
        <MailHead editor={editor} looking={looking} drawn={result} />
        {result === undefined && drawn.fault !== undefined ? (
          <ErrorState error={new Error(drawn.fault)} />
        ) : null}
        {result === undefined && drawn.fault === undefined ? <Skeleton shape="lines" /> : null}
        {result === undefined ? null : (
          <div
            ref={ref}
            className="d-mail-sheet"
            data-phone={looking.phone}
            data-dark={looking.dark}
            data-busy={drawn.busy}
            aria-label={kt('canvas')}
            role="group"
          >
            <DrawnNodes nodes={[mailSheet(result)]} drawing={drawing} />
            {indicator}
          </div>
        )}
      </div>
      <p className="m-faint d-print-keys">{t('keys')}</p>
    </>
  )
}
