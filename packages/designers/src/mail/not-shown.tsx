import type { MailNode } from '@mortise/prints/mail'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { blocksIn } from '../blocks/tree.ts'
import type { Drawn } from '../blocks/use-drawn.ts'
import type { DraftMail } from '../workbench/mails-api.ts'
import { messages } from './messages.ts'
import type { MailEditor } from './use-mail-editor.ts'

function placesIn(nodes: readonly MailNode[]): readonly string[] {
  return nodes.flatMap((node) =>
    typeof node === 'string' ? [] : [...(node.at === undefined ? [] : [node.at]), ...placesIn(node.children)],
  )
}

/** Blocks that leave nothing in the mail about this record: they are found here. */
export function NotShown({
  editor,
  drawn,
}: {
  readonly editor: MailEditor
  readonly drawn: Drawn<unknown, DraftMail>
}): ReactNode {
  const t = useT(messages)
  const { result, document } = drawn
  if (result === undefined || document !== editor.mail) return null
  const seen = new Set(placesIn(result.body))
  const hidden = blocksIn(editor.mail, '/blocks').flatMap((_, index) => {
    const at = `/blocks/${index}`
    return seen.has(at) ? [] : [at]
  })
  if (hidden.length === 0) return null
  return (
    <section className="d-unseen" onClick={(event) => event.stopPropagation()}>
      <h3 className="m-faint">{t('hiddenHere')}</h3>
      {hidden.map((at) => (
        <button
          key={at}
          type="button"
          className="d-mini"
          aria-pressed={editor.selected.includes(at)}
          onClick={() => editor.select([at])}
        >
          {editor.nameAt(at)}
        </button>
      ))}
    </section>
  )
}
