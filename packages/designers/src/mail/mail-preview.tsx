import { pictureId } from '@mortise/prints/mail'
import { Skeleton, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import type { Drawn } from '../blocks/use-drawn.ts'
import type { DraftMail } from '../workbench/mails-api.ts'
import type { Looking } from './looking.ts'
import { messages } from './messages.ts'

const nightly = '(prefers-color-scheme:dark)'

/** The page as it is sent, with the pictures that go along, by day or by night whatever this screen is. */
function shownPage({ html, assets }: DraftMail, dark: boolean): string {
  const pictured = Object.entries(assets).reduce(
    (page, [name, uri]) => page.replaceAll(`"cid:${pictureId(name)}"`, `"${uri}"`),
    html,
  )
  return pictured
    .replaceAll(nightly, dark ? 'all' : 'not all')
    .replace('color-scheme:light dark', `color-scheme:${dark ? 'dark' : 'light'}`)
}

/** What a reader gets: the page in a frame that can do nothing, and the plain text beside it. */
export function MailPreview({
  drawn: { result },
  looking,
}: {
  readonly drawn: Drawn<unknown, DraftMail>
  readonly looking: Looking
}): ReactNode {
  const t = useT(messages)
  if (result === undefined) return <Skeleton shape="lines" />
  return (
    <div className="d-canvas-scroll d-mail-scroll d-mail-previews">
      <iframe
        className="d-mail-frame"
        data-phone={looking.phone}
        title={t('preview')}
        sandbox=""
        srcDoc={shownPage(result, looking.dark)}
      />
      <section className="d-mail-plain" aria-label={t('plainText')}>
        <h3 className="m-faint">{t('plainText')}</h3>
        <pre>{result.text}</pre>
      </section>
    </div>
  )
}
