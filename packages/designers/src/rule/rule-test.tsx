import { say } from '@mortise/errors'
import type { Effect, RuleDocument } from '@mortise/schema'
import { Card, useLocale, useT } from '@mortise/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { type PickedRecord, RecordPicker } from '../kit/record-picker.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import type { ActionTest } from '../workbench/rules-api.ts'
import { useEffectWords } from './effect-words.ts'
import { messages } from './messages.ts'

/** Tries the rule on a record: what each of its actions would do, with nothing written. */
export function RuleTest({ rule }: { readonly rule: RuleDocument }): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const [picked, setPicked] = useState<PickedRecord>()
  const { words, prepare } = useEffectWords(rule.entity, (one) =>
    picked?.value === one ? picked.label : undefined,
  )
  const trial = useMutation({
    mutationFn: async (record: string) => {
      // Names are a courtesy: without them the trial still tells how many people there are.
      await prepare().catch(() => undefined)
      return api.testRule(rule, record)
    },
  })
  const { matched = false, actions = [] } = trial.data ?? {}
  const count = actions.reduce((sum, { effects }) => sum + effects.length, 0)
  return (
    <Card title={t('test')} className="d-rule-test">
      <div className="m-row d-rule-test-row">
        <RecordPicker entity={rule.entity} label={t('testPick')} value={picked?.value} onChange={setPicked} />
        <Button
          disabled={picked === undefined}
          loading={trial.isPending}
          onClick={() => picked !== undefined && trial.mutate(picked.value)}
        >
          {t('testRun')}
        </Button>
        <span className="m-faint">{t('testNothing')}</span>
      </div>
      {trial.error === null ? null : <p className="m-error">{trial.error.message}</p>}
      {trial.data === undefined ? null : (
        <div className="d-rule-test-result">
          <p>{matched ? (count === 0 ? t('testNone') : t('testHits', { n: count })) : t('testMisses')}</p>
          <ol>
            {actions.map((action) => (
              <ActionOutcome
                key={action.index}
                action={action}
                words={words}
                record={picked?.value}
                several={actions.length > 1}
              />
            ))}
          </ol>
        </div>
      )}
    </Card>
  )
}

function ActionOutcome({
  action,
  words,
  record,
  several,
}: {
  readonly action: ActionTest
  readonly words: ReturnType<typeof useEffectWords>['words']
  readonly record: string | undefined
  readonly several: boolean
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const name = say(kit.actions.find(action.type)?.label, locale) || action.type
  return (
    <li>
      {several ? <small className="m-faint">{t('testAction', { n: action.index + 1, name })}</small> : null}
      {action.error === null ? null : <p className="m-error">{action.error.message[locale]}</p>}
      {action.error === null && action.effects.length === 0 ? (
        <p className="m-faint">{t('testIdle')}</p>
      ) : null}
      {action.effects.map((effect, at) => {
        const { text, values } = words(effect)
        return (
          <div key={at}>
            <b>{text}</b>
            <AssignedTo effect={effect} record={record} />
            {values.length === 0 ? null : (
              <dl>
                {values.map((one) => (
                  <div key={one.label}>
                    <dt>{one.label}</dt>
                    <dd>{one.value}</dd>
                  </div>
                ))}
              </dl>
            )}
          </div>
        )
      })}
    </li>
  )
}

/** Who would get the record now, where an action assigns it. */
function AssignedTo({
  effect,
  record,
}: {
  readonly effect: Effect
  readonly record: string | undefined
}): ReactNode {
  const t = useT(messages)
  const { api, space } = useWorkbench()
  const policy = effect.type === 'assign' ? space.get('assignment', effect.policy) : undefined
  const trial = useQuery({
    queryKey: ['design', 'assignment', policy, record],
    enabled: policy !== undefined && record !== undefined,
    queryFn: () => (policy === undefined ? null : api.tryAssignment(policy, record ?? '')),
    staleTime: 0,
  })
  if (trial.data === undefined || trial.data === null) return null
  const { user } = trial.data
  return <span> → {user === null ? t('testNobody') : user.name}</span>
}
