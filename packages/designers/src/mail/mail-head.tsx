import { useLocale, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { ChipsBox } from '../kit/chips-box.tsx'
import type { DraftMail } from '../workbench/mails-api.ts'
import type { Looking } from './looking.ts'
import { messages } from './messages.ts'
import type { MailEditor } from './use-mail-editor.ts'
import { withWording, wordingIn } from './wording.ts'

const parts = [
  ['subject', 'subjectHint'],
  ['preheader', 'preheaderHint'],
] as const

/** The subject and the words behind it, written with fields as chips; and how both stand in an inbox. */
export function MailHead({
  editor,
  looking: { locale },
  drawn,
}: {
  readonly editor: MailEditor
  readonly looking: Looking
  readonly drawn: DraftMail | undefined
}): ReactNode {
  const t = useT(messages)
  const screen = useLocale()
  const { mail } = editor
  return (
    <section className="d-mail-head" onClick={(event) => event.stopPropagation()} onBlur={editor.draft.seal}>
      {parts.map(([key, hint]) => (
        <div key={key} className="d-mail-line">
          <b>{t(key)}</b>
          <ChipsBox
            single
            value={wordingIn(mail[key], locale)}
            entity={mail.entity}
            label={t(key)}
            placeholder={t(hint)}
            onChange={(text) => {
              const { [key]: before, ...rest } = mail
              const next = withWording(before, text, { locale, screen })
              const gone = key === 'preheader' && text === '' && typeof next === 'string'
              editor.change(
                (gone ? rest : { ...mail, [key]: next }) as typeof mail,
                t('write', { name: t(key) }),
                `${key} ${locale}`,
              )
            }}
          />
        </div>
      ))}
      <p className="d-mail-inbox" aria-label={t('inbox')}>
        <span className="m-faint">{t('inbox')}</span>
        <b className="m-clip">{drawn?.subject ?? ''}</b>
        <span className="m-faint m-clip">{drawn?.preheader ?? ''}</span>
      </p>
    </section>
  )
}
