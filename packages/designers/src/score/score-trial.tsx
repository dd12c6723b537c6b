import { say } from '@mortise/errors'
import type { ScoreDocument } from '@mortise/schema'
import { Card, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { RecordPicker } from '../kit/record-picker.tsx'
import type { ScoreStory } from '../workbench/rules-api.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { GradeTag } from './grade-bands.tsx'
import { messages } from './messages.ts'

/** Counts the points of a record by the score as it is now, and says why; nothing is written. */
export function ScoreTrial({ score }: { readonly score: ScoreDocument }): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const [id, setId] = useState<string>()
  const story = useQuery({
    queryKey: ['design', 'score', score, id],
    enabled: id !== undefined,
    queryFn: () => api.tryScore(score, id ?? ''),
    placeholderData: (previous) => previous,
  })
  return (
    <Card title={t('trial')} className="d-try">
      <div className="d-rule-test-row">
        <RecordPicker
          entity={score.entity}
          label={t('trialPick')}
          value={id}
          onChange={({ value }) => setId(value)}
        />
      </div>
      {story.error === null ? null : <p className="m-error">{story.error.message}</p>}
      {story.data === undefined ? null : <Story score={score} story={story.data} />}
    </Card>
  )
}

function Story({ score, story }: { readonly score: ScoreDocument; readonly story: ScoreStory }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { points, grade, contributions } = story
  const largest = Math.max(1, ...contributions.map((one) => Math.abs(one.points)))
  const sum = contributions.reduce((total, one) => total + one.points, 0)
  return (
    <div role="status">
      <p className="d-story-sum">
        <b>{t('total', { n: points })}</b>
        {grade === null ? null : <GradeTag score={score} value={grade} />}
        <span className="m-faint">{t('why', { n: points })}</span>
      </p>
      <ul className="d-story">
        {contributions.length === 0 ? <li className="m-faint">{t('noPoints')}</li> : null}
        {contributions.map((one) => (
          <li key={one.key} data-minus={one.points < 0}>
            <span>{one.key === '$engagement' ? t('ofEngagement') : say(one.label, locale)}</span>
            <i style={{ width: `${(Math.abs(one.points) / largest) * 100}%` }} />
            <b>{one.points > 0 ? `+${one.points}` : one.points}</b>
          </li>
        ))}
      </ul>
      {sum === points ? null : <p className="m-faint">{t('limited', { sum, n: points })}</p>}
    </div>
  )
}
