import '../styles/print.css'
import '../styles/mail.css'
import { say } from '@mortise/errors'
import type { MailDocument } from '@mortise/schema'
import { useLocale, useNarrow, useT } from '@mortise/ui'
import { type ReactNode, useMemo, useState } from 'react'
import { recordItems } from '../blocks/record-items.ts'
import { blocksIn, spotOf } from '../blocks/tree.ts'
import { useDrawn } from '../blocks/use-drawn.ts'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { JsonView } from '../kit/json-view.tsx'
import { groupName, messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { Palette, type PaletteGroup } from '../kit/palette.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { useDraft } from '../workbench/use-draft.ts'
import type { Looking } from './looking.ts'
import { MailBar } from './mail-bar.tsx'
import { MailCanvas } from './mail-canvas.tsx'
import { MailPanel } from './mail-panel.tsx'
import { MailPreview } from './mail-preview.tsx'
import { messages } from './messages.ts'
import { type MailPayload, newMailBlock } from './new-blocks.ts'
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
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { kit, model } = useWorkbench()
  const { mail } = editor
  const { entity } = mail
  const groups = useMemo((): readonly PaletteGroup[] => {
    const item = (payload: MailPayload, label: string, icon: string) => ({
      key: JSON.stringify(payload),
      label,
      icon,
      payload,
    })
    const { fields, rows } = recordItems(model, entity, locale)
    return [
      ...[...Map.groupBy(kit.mailBlocks.all, ({ group }) => group)].map(([key, blocks]) => ({
        key,
        label: groupName(kt, key),
        items: blocks.map(({ type, label, icon }) => ({
          key: type,
          label: say(label, locale),
          icon,
          payload: { add: type } satisfies MailPayload,
        })),
      })),
      {
        key: 'rows',
        label: t('rows'),
        items: rows.map(({ key, label }) => item({ rows: key }, label, 'table')),
      },
      {
        key: 'fields',
        label: t('fields'),
        items: fields.map(({ key, label }) => item({ field: key }, label, 'text-cursor-input')),
      },
    ].filter(({ items }) => items.length > 0)
  }, [kit, model, entity, locale, kt, t])
  const last = editor.selected.at(-1)
  return (
    <Palette
      kind="mail-palette"
      groups={groups}
      onAdd={(payload) => {
        const block = newMailBlock(payload as MailPayload, { kit, model, entity, locale })
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
