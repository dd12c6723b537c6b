import type { WireRecord } from '@mortise/client'
import { type LocalizedText, say } from '@mortise/errors'
import type { EntityModel, ScoreDocument } from '@mortise/schema'
import { ErrorState, RelativeTime, Skeleton, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import '../styles/promise.css'
import { messages } from './messages.ts'
import { WhyButton } from './why-button.tsx'

type Story = {
  readonly points: number
  readonly contributions: readonly {
    readonly key: string
    readonly label: LocalizedText
    readonly points: number
  }[]
  readonly behaviours: readonly { readonly kind: string; readonly at: string }[]
}

/** The score that writes a field, where the person may see it. */
export function useScoreOf(entity: EntityModel, field: string): ScoreDocument | undefined {
  const { model } = useWorkspace()
  return model.documents('score').find((one) => one.entity === entity.key && one.field === field)
}

/** Why a record has its points: a small button that opens what they are made of. */
export function ScoreWhy({
  score,
  record,
}: {
  readonly score: ScoreDocument
  readonly record: WireRecord
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const n = String(record[score.field] ?? '')
  return (
    <WhyButton label={t('why', { n })} title={t('whyTitle', { name: say(score.label, locale), n })}>
      <Contributions score={score} record={record} />
    </WhyButton>
  )
}

function Contributions({
  score,
  record,
}: {
  readonly score: ScoreDocument
  readonly record: WireRecord
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { client } = useWorkspace()
  const story = useQuery({
    queryKey: ['records', score.entity, record.id, 'score', score.key, record.version],
    queryFn: async () => {
      const path = `/records/${score.entity}/${record.id}/scores/${score.key}`
      return (await client.send<{ readonly data: Story }>('GET', path)).data
    },
  })
  if (story.isPending) return <Skeleton shape="lines" count={3} />
  if (story.isError) return <ErrorState error={story.error} />
  const { contributions, points, behaviours } = story.data
  const shown = Number(record[score.field])
  return (
    <div className="m-points">
      <ul>
        {contributions.length === 0 ? <li className="m-faint">{t('nothing')}</li> : null}
        {contributions.map((one) => (
          <li key={one.key}>
            <span>{one.key === '$engagement' ? t('behaviour') : say(one.label, locale)}</span>
            <b className="m-num" data-minus={one.points < 0}>
              {one.points > 0 ? `+${one.points}` : one.points}
            </b>
          </li>
        ))}
      </ul>
      {points === shown ? null : <p className="m-faint">{t('outOfDate', { n: points })}</p>}
      {behaviours.length === 0 ? null : (
        <>
          <h4>{t('lately')}</h4>
          <ul>
            {behaviours.slice(0, 5).map((one, at) => (
              <li key={at}>
                <span>
                  {say(score.engagement?.kinds.find(({ kind }) => kind === one.kind)?.label, locale) ||
                    one.kind}
                </span>
                <RelativeTime value={one.at} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
