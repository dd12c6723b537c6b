import { withMailBlocks } from '@mortise/prints/mail'
import type { MailDocument } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { useMemo, useState } from 'react'
import { type BlockEditor, useBlockEditor } from '../blocks/use-block-editor.ts'
import { useWorkbench } from '../workbench/context.tsx'
import type { Draft } from '../workbench/use-draft.ts'
import { messages } from './messages.ts'

/** The draft of a mail template. */
export type MailDraft = Draft<{ readonly mail: MailDocument }>

/** What can be done with a mail template; the canvas and the panel share it. */
export type MailEditor = BlockEditor & {
  readonly draft: MailDraft
  /** The template with blocks, also where it is one of plain words: the first edit makes blocks of them. */
  readonly mail: MailDocument
  readonly change: (next: MailDocument, label: string, merge?: string) => void
  /** The block that is being written. */
  readonly writing: string | undefined
  readonly write: (at: string | undefined) => void
  /** The setting of a block that is written on the canvas: the first that takes a text with fields. */
  readonly textOf: (type: string) => { readonly key: string; readonly rich: boolean } | undefined
}

/** The one editor of a mail template that is open. */
export function useMailEditor(draft: MailDraft): MailEditor {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const kept = draft.present.mail
  const mail = useMemo(() => withMailBlocks(kept), [kept])
  const [writing, setWriting] = useState<string>()
  const change: MailEditor['change'] = (next, label, merge) => draft.commit({ mail: next }, label, merge)
  const blocks = useBlockEditor<MailDocument>({
    kind: 'mail',
    document: mail,
    commit: change,
    types: kit.mailBlocks,
    partOf: () => t('blocks'),
    onSelect: () => setWriting(undefined),
  })
  const textOf: MailEditor['textOf'] = (type) => {
    const found = kit.mailBlocks
      .find(type)
      ?.settings.find(({ settings }) => settings?.['editor'] === 'template')
    return found && { key: found.key, rich: found.settings?.['rich'] === true }
  }
  return {
    ...blocks,
    draft,
    mail,
    change,
    writing,
    write: (at) => {
      if (at === undefined) draft.seal()
      else blocks.select([at])
      setWriting(at)
    },
    textOf,
  }
}
