import { Card, Icon, Link, RelativeTime, Tag, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { useDraftWords } from '../offline/draft-list.tsx'
import { useMyDrafts } from '../offline/use-my-drafts.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { messages } from './messages.ts'

/** How many lines the card shows. */
const most = 5

/** What one began to type and did not save; no card where there is nothing of the kind. */
export function DraftsCard(): ReactNode {
  const t = useT(messages)
  const { model } = useWorkspace()
  const { data = [] } = useMyDrafts()
  const words = useDraftWords()
  if (data.length === 0) return null
  return (
    <Card
      className="m-home-card"
      title={
        <span className="m-row">
          <Icon name="history" /> {t('drafts')} <Tag color="amber">{data.length}</Tag>
        </span>
      }
      actions={
        <Link href={paths.drafts()} aria-label={`${t('seeAll')} ${t('drafts')}`}>
          {t('seeAll')}
        </Link>
      }
    >
      <ul className="m-home-list">
        {data.slice(0, most).map((draft) => {
          const { title, what } = words(draft)
          return (
            <li key={draft.key}>
              <Link href={draft.href}>
                <span className="m-home-line">
                  <Icon name={model.entity(draft.entity)?.document.icon} />
                  <span className="m-clip">
                    {title} <span className="m-faint">{what}</span>
                  </span>
                </span>
                <RelativeTime value={draft.at} />
              </Link>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
