import type { Refs } from '@mortise/client'
import type { RecordValues } from '@mortise/schema'
import { Icon, relativeTime, useLocale, useT, useUi } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { TypedUnder } from './by-ids.ts'
import { messages } from './messages.ts'

/** Something typed before that can be taken up again. */
export type FoundDraft = {
  readonly from: 'device' | 'server'
  /** ISO instant. */
  readonly savedAt: string
  readonly values: RecordValues
  /** The names that links in it show. */
  readonly names?: Refs | undefined
  /** What its names stood for when it was typed. */
  readonly under?: TypedUnder | undefined
  /** What has changed since it was typed. */
  readonly older: 'model' | 'record' | undefined
  readonly discard: () => void
}

/** Offers what was typed before and not saved. */
export function DraftBanner({
  draft,
  onRestore,
}: {
  readonly draft: FoundDraft
  readonly onRestore: (draft: FoundDraft) => void
}): ReactNode {
  const t = useT(messages)
  const { timeZone } = useUi()
  const locale = useLocale()
  const [now] = useState(() => Date.now())
  const when = relativeTime(draft.savedAt, { locale, timeZone, now })
  return (
    <div className="m-draft" role="status">
      <Icon name="history" />
      <span>
        {t(draft.from === 'device' ? 'found' : 'foundServer', { when })}
        {draft.older === undefined ? null : (
          <small>{t(draft.older === 'model' ? 'olderModel' : 'olderRecord')}</small>
        )}
      </span>
      <Button size="small" type="primary" onClick={() => onRestore(draft)}>
        {t('restore')}
      </Button>
      <Button size="small" onClick={draft.discard}>
        {t('discard')}
      </Button>
    </div>
  )
}
