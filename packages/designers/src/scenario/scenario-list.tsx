import { ErrorState, useT } from '@mortise/ui'
import { useAttempt } from '@mortise/views'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import type { ScenarioLine } from '../workbench/trials-api.ts'
import { messages } from './messages.ts'
import { ScenarioRows } from './scenario-rows.tsx'
import { usePlayed } from './use-played.ts'

/** Name under which scenarios are kept in this window. */
export const scenariosKey = ['design', 'scenarios'] as const

/** The scenarios of a flow or a rule, to be played again. */
export function ScenarioList({
  about,
}: {
  readonly about: { readonly flow: string } | { readonly rule: string; readonly entity: string }
}): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const queries = useQueryClient()
  const playing = usePlayed()
  const attempt = useAttempt()
  const all = useQuery({ queryKey: scenariosKey, queryFn: () => api.scenarios() })
  const concerns = ({ about: { flows, rules, entities } }: ScenarioLine): boolean =>
    'flow' in about
      ? flows.includes(about.flow)
      : rules.includes(about.rule) || entities.includes(about.entity)
  const lines = (all.data ?? []).filter(concerns)
  const remove = async (key: string): Promise<void> => {
    await api.removeScenario(key)
    await queries.invalidateQueries({ queryKey: scenariosKey })
  }
  const outcomes = lines.flatMap(({ key }) => playing.results.get(key)?.outcome ?? [])
  return (
    <section className="s-list" aria-label={t('scenarios')}>
      <h3>
        {t('scenarios')}
        {lines.length === 0 ? null : (
          <Button size="small" loading={playing.now !== undefined} onClick={() => void playing.play(lines)}>
            {t('playAll')}
          </Button>
        )}
      </h3>
      {all.isError ? <ErrorState error={all.error} onRetry={() => void all.refetch()} /> : null}
      {all.data === undefined ? null : lines.length === 0 ? (
        <p className="m-faint">
          {t('none')} {t('note')}
        </p>
      ) : (
        <ScenarioRows lines={lines} playing={playing} onRemove={(key) => void attempt(() => remove(key))} />
      )}
      {outcomes.length === 0 ? null : (
        <p className="m-faint" role="status">
          {t('summary', {
            passed: outcomes.filter((one) => one === 'passed').length,
            failed: outcomes.filter((one) => one === 'failed').length,
          })}
        </p>
      )}
    </section>
  )
}
