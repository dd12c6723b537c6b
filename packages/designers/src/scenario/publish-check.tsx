import { ErrorState, SegmentedControl, useT } from '@mortise/ui'
import { useAttempt } from '@mortise/views'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import type { ScenarioGate } from '../workbench/trials-api.ts'
import { messages } from './messages.ts'
import { ScenarioRows } from './scenario-rows.tsx'
import { usePlayed } from './use-played.ts'

const gates: readonly ScenarioGate[] = ['off', 'warn', 'block']
const gateKey = ['design', 'scenario-gate'] as const

/**
 * Plays the scenarios that what is to be published may have changed, and tells whether it may be: `onAnswer` hears false
 * while they are played or where failing ones stand in the way, and `accepted` where somebody lets those that give no answer
 * be. `refused`: the server has found such ones.
 */
export function PublishCheck({
  onAnswer,
  refused,
}: {
  readonly onAnswer: (may: boolean, accepted: boolean) => void
  readonly refused: boolean
}): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const queries = useQueryClient()
  const playing = usePlayed()
  const attempt = useAttempt()
  const begun = useRef(false)
  const gate = useQuery({ queryKey: gateKey, queryFn: () => api.scenarioGate(), gcTime: 0 })
  const lines = useQuery({
    queryKey: ['design', 'scenarios', 'drafted'],
    queryFn: () => api.scenarios('drafted'),
    gcTime: 0,
  })
  const asks = gate.data?.gate
  const { play } = playing
  useEffect(() => {
    if (begun.current || asks === undefined || asks === 'off' || lines.data === undefined) return
    begun.current = true
    void play(lines.data)
  }, [asks, lines.data, play])
  const all = lines.data ?? []
  const outcomes = all.flatMap(({ key }) => playing.results.get(key)?.outcome ?? [])
  const failed = outcomes.filter((one) => one === 'failed').length
  const unjudged = outcomes.filter((one) => one !== 'failed' && one !== 'passed').length
  const [accepted, setAccepted] = useState(false)
  const done =
    asks === 'off' || (asks !== undefined && lines.data !== undefined && outcomes.length >= all.length)
  // As long as nobody knows whether failing scenarios stand in the way, they do.
  const may =
    asks !== undefined && (asks !== 'block' || (done && failed === 0 && (unjudged === 0 || accepted)))
  useEffect(() => {
    onAnswer(may, accepted)
  }, [may, accepted, onAnswer])
  const fault = gate.error ?? (asks === 'off' ? null : lines.error)
  if (fault !== null) {
    const again = (): void => void Promise.all([gate.refetch(), lines.refetch()])
    return <ErrorState error={fault} onRetry={again} />
  }
  if (asks === undefined || all.length === 0) return null
  const change = async (next: ScenarioGate): Promise<void> => {
    await api.setScenarioGate(next)
    await queries.invalidateQueries({ queryKey: gateKey })
  }
  return (
    <section className="s-publish">
      <h3>{t('atPublish')}</h3>
      <div className="s-gate">
        <span className="m-faint">{t('gate')}</span>
        <SegmentedControl<ScenarioGate>
          label={t('gate')}
          value={asks}
          options={gates.map((value) => ({ value, label: t(`gate_${value}`) }))}
          onChange={(next) => void attempt(() => change(next))}
        />
      </div>
      {asks === 'off' ? null : (
        <>
          <p role="status" className={failed > 0 ? 'm-error' : 'm-faint'}>
            {done
              ? [
                  t('summary', { passed: outcomes.filter((one) => one === 'passed').length, failed }),
                  ...(unjudged === 0 ? [] : [t('summaryUnjudged', { n: unjudged })]),
                ].join(t('comma'))
              : t('checking', { n: Math.min(all.length, outcomes.length + 1), all: all.length })}
          </p>
          <ScenarioRows lines={all} playing={playing} />
          {asks === 'block' && done && failed === 0 && (unjudged > 0 || refused) ? (
            <Checkbox checked={accepted} onChange={(event) => setAccepted(event.target.checked)}>
              {t('accept', { n: Math.max(1, unjudged) })}
            </Checkbox>
          ) : null}
        </>
      )}
    </section>
  )
}
