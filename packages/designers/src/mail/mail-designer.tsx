import '../styles/print.css'
import '../styles/mail.css'
import { say } from '@mortise/errors'
import type { MailDocument } from '@mortise/schema'
import { useLocale, useNarrow, useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { BlockPalette } from '../blocks/block-palette.tsx'
import { blocksIn, spotOf } from '../blocks/tree.ts'
import { useDrawn } from '../blocks/use-drawn.ts'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { JsonView } from '../kit/json-view.tsx'
import { messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { useDraft } from '../workbench/use-draft.ts'
import type { Looking } from './looking.ts'
import { MailBar } from './mail-bar.tsx'
import { MailCanvas } from './mail-canvas.tsx'
import { MailPanel } from './mail-panel.tsx'
import { MailPreview } from './mail-preview.tsx'
import { messages } from './messages.ts'
import { newMailBlock } from './new-blocks.ts'
import { blockOfPlace, useFaults } from './use-faults.ts'
import { type MailDraft, type MailEditor, useMailEditor } from './use-mail-editor.ts'

type Mode = 'design' | 'preview' | 'json'

/** Designs a mail template: the mail as its reader sees it, what arrives, and the JSON. */
export function MailPage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ mail: ['mail', name] } as const)
  return draft === undefined ? <Missing /> : <Designer name={name} draft={draft as MailDraft} />
}

function Designer({ name, draft }: { readonly name: string; readonly draft: MailDraft }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const screen = useLocale()
  const narrow = useNarrow()
  const { model, api } = useWorkbench()
  const editor = useMailEditor(draft)
  const [mode, setMode] = useState<Mode>('design')
  const [look, setLook] = useState<Looking>({
    record: undefined,
    phone: narrow,
    dark: false,
    all: false,
    locale: screen,
  })
  const { mail } = editor
  const looking: Looking = { ...look, locale: mail.language ?? look.locale }
  const { record, all, locale } = looking
  const drawn = useDrawn(mail, `${record ?? ''} ${all} ${locale}`, (template, signal) =>
    api.drawMail({ mail: template, all, locale, ...(record === undefined ? {} : { id: record }) }, signal),
  )
  const faults = useFaults(name, mail, drawn.result)
  const onLook = (change: Partial<Looking>): void => setLook((now) => ({ ...now, ...change }))
  return (
    <DesignerFrame
      title={
        <>
          <b className="m-clip">{say(mail.label, screen) || mail.key}</b>
          <span className="m-faint m-clip">{say(model.entity(mail.entity)?.document.label, screen)}</span>
        </>
      }
      steps={draft}
      history={[
        {
          kind: 'mail',
          key: name,
          json: draft.present.mail,
          onRestore: (next) => draft.commit({ mail: next as MailDocument }, kt('restored')),
        },
      ]}
      tabs={[
        { key: 'design', label: t('design'), current: mode === 'design', onClick: () => setMode('design') },
        {
          key: 'preview',
          label: t('preview'),
          current: mode === 'preview',
          onClick: () => setMode('preview'),
        },
        {
          key: 'json',
          label: kt('json'),
          advanced: true,
          current: mode === 'json',
          onClick: () => setMode('json'),
        },
      ]}
      onProblem={({ kind, key, path }) => {
        if (kind !== 'mail' || key !== name) return
        setMode('design')
        const at = blockOfPlace(mail, path)
        editor.select(at === undefined ? [] : [at])
      }}
    >
      {mode === 'json' ? (
        <main className="d-jsons">
          <JsonView
            kind="mail"
            title={t('json')}
            value={draft.present.mail}
            onChange={(next) => draft.commit({ mail: next as MailDocument }, t('applyJson'))}
          />
        </main>
      ) : (
        <>
          {mode === 'design' ? <MailPalette editor={editor} /> : null}
          <main className="d-canvas d-mail-canvas" aria-label={t('mail')}>
            <MailBar
              editor={editor}
              drawn={drawn}
              looking={looking}
              onLook={onLook}
              canvas={mode === 'design'}
            />
            {mode === 'design' ? (
              <MailCanvas editor={editor} drawn={drawn} looking={looking} faults={faults} />
            ) : (
              <MailPreview drawn={drawn} looking={looking} />
            )}
          </main>
          {mode === 'design' ? <MailPanel editor={editor} faults={faults} /> : null}
        </>
      )}
    </DesignerFrame>
  )
}

/** Blocks, and the fields and sub-tables of the record. What is pressed goes behind what is selected. */
function MailPalette({ editor }: { readonly editor: MailEditor }): ReactNode {
  const locale = useLocale()
  const { kit, model } = useWorkbench()
  const { mail, selected } = editor
  const { entity } = mail
  const last = selected.at(-1)
  return (
    <BlockPalette
      kind="mail-palette"
      types={kit.mailBlocks}
      entity={entity}
      onAdd={(payload) => {
        const block = newMailBlock(payload, { kit, model, entity, locale })
        if (block === undefined) return
        const behind = last === undefined ? undefined : spotOf(last)
        editor.add(
          block,
          behind === undefined
            ? { list: '/blocks', index: blocksIn(mail, '/blocks').length }
            : { ...behind, index: behind.index + 1 },
        )
      }}
    />
  )
}
