import '../styles/print.css'
import { say } from '@mortise/errors'
import type { PrintDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { BlockPalette } from '../blocks/block-palette.tsx'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { JsonView } from '../kit/json-view.tsx'
import { messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { useDraft } from '../workbench/use-draft.ts'
import { BlockList } from './block-list.tsx'
import { BlockPanel } from './block-panel.tsx'
import { spotOf } from './commands.ts'
import { messages } from './messages.ts'
import { newBlock } from './new-blocks.ts'
import { PdfPreview } from './pdf-preview.tsx'
import { PrintCanvas } from './print-canvas.tsx'
import { type PrintDraft, type PrintEditor, usePrintEditor } from './use-print-editor.ts'

type Mode = 'pages' | 'blocks' | 'json' | 'pdf'

/** Designs a print template: its pages as they print, the list of its blocks, the JSON, and the PDF. */
export function PrintPage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ print: ['print', name] } as const)
  return draft === undefined ? <Missing /> : <Designer draft={draft as PrintDraft} />
}

function Designer({ draft }: { readonly draft: PrintDraft }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const editor = usePrintEditor(draft)
  const [mode, setMode] = useState<Mode>('pages')
  const { print } = editor
  const tab = (key: 'pages' | 'blocks', advanced = false) => ({
    key,
    label: t(key),
    advanced,
    current: mode === key,
    onClick: () => setMode(key),
  })
  return (
    <DesignerFrame
      title={
        <>
          <b className="m-clip">{say(print.label, locale) || print.key}</b>
          <span className="m-faint m-clip">{say(model.entity(print.entity)?.document.label, locale)}</span>
        </>
      }
      steps={draft}
      tabs={[
        tab('pages'),
        tab('blocks'),
        {
          key: 'json',
          label: kt('json'),
          advanced: true,
          current: mode === 'json',
          onClick: () => setMode('json'),
        },
      ]}
      onPreview={() => setMode(mode === 'pdf' ? 'pages' : 'pdf')}
      previewing={mode === 'pdf'}
    >
      {mode === 'json' ? (
        <main className="d-jsons">
          <JsonView
            kind="print"
            title={t('json')}
            value={print}
            onChange={(next) => draft.commit({ print: next as PrintDocument }, t('applyJson'))}
          />
        </main>
      ) : mode === 'pdf' ? (
        <PdfPreview print={print} />
      ) : (
        <>
          <PrintPalette editor={editor} />
          {mode === 'pages' ? <PrintCanvas editor={editor} /> : <BlockList editor={editor} />}
          <BlockPanel editor={editor} />
        </>
      )}
    </DesignerFrame>
  )
}

/** Blocks, and the fields and sub-tables of the record. What is pressed goes behind what is selected. */
function PrintPalette({ editor }: { readonly editor: PrintEditor }): ReactNode {
  const locale = useLocale()
  const { kit, model } = useWorkbench()
  const { entity, body } = editor.print
  const last = editor.selected.at(-1)
  return (
    <BlockPalette
      kind="print-palette"
      types={kit.blocks}
      entity={entity}
      onAdd={(payload) => {
        const block = newBlock(payload, { kit, model, entity, locale })
        if (block === undefined) return
        const behind = last === undefined ? undefined : spotOf(last)
        const part = behind?.list.split('/')[1] as 'body' | undefined
        const fits = part !== undefined && kit.blocks.find(block.type)?.places.includes(part) === true
        editor.add(
          block,
          behind === undefined || !fits
            ? { list: '/body', index: body.length }
            : { ...behind, index: behind.index + 1 },
        )
      }}
    />
  )
}
