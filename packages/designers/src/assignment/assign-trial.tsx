import { say } from '@mortise/errors'
import type { AssignmentDocument } from '@mortise/schema'
import { Card, Icon, Tag, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { RecordPicker } from '../kit/record-picker.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import type { AssignmentTrial } from '../workbench/rules-api.ts'
import { messages } from './messages.ts'
import { useRuleName } from './rule-cards.tsx'

/** Who would get a record by the assignment as it is now, and why; no turn is taken. */
export function AssignTrial({ policy }: { readonly policy: AssignmentDocument }): ReactNode {
  const t = useT(messages)
  const { api } = useWorkbench()
  const nameOf = useRuleName(policy)
  const [id, setId] = useState<string>()
  // Rules without a name are told by their number, as on their cards.
  const named = {
    ...policy,
    rules: policy.rules.map((rule) => ({ ...rule, label: rule.label ?? nameOf(rule.key) })),
  }
  const trial = useQuery({
    queryKey: ['design', 'assignment', policy, id],
    enabled: id !== undefined,
    queryFn: () => api.tryAssignment(named, id ?? ''),
    placeholderData: (previous) => previous,
    staleTime: 0,
  })
  return (
    <Card title={t('trial')} className="d-try">
      <div className="m-row d-rule-test-row">
        <RecordPicker
          entity={policy.entity}
          label={t('trialPick')}
          value={id}
          onChange={({ value }) => setId(value)}
        />
        <span className="m-faint">{t('trialNote')}</span>
      </div>
      {trial.error === null ? null : <p className="m-error">{trial.error.message}</p>}
      {trial.data === undefined ? null : <Answer policy={policy} trial={trial.data} />}
    </Card>
  )
}

function Answer({
  policy,
  trial,
}: {
  readonly policy: AssignmentDocument
  readonly trial: AssignmentTrial
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const nameOf = useRuleName(policy)
  const words = ({ holds, explain }: AssignmentTrial['rules'][number]): string =>
    explain === null ? t(holds ? 'noOne' : 'holdsNot') : explain[locale]
  return (
    <div role="status">
      <p className="m-row">
        <Icon name={trial.user === null ? 'circle-x' : 'user-check'} />
        <b>{trial.user === null ? t('goesNowhere') : t('goesTo', { name: trial.user.name })}</b>
        <span className="m-faint">{say(trial.why ?? undefined, locale)}</span>
      </p>
      <ul className="d-why">
        {trial.rules.map((rule) => (
          <li key={rule.key} data-chosen={rule.key === trial.rule}>
            <span>
              <b>{rule.key === '$fallback' ? t('fallback') : nameOf(rule.key)}</b>{' '}
              <span className="m-faint">{words(rule)}</span>
            </span>
            {rule.candidates.length === 0 ? null : (
              <span className="d-why-people">
                {rule.candidates.slice(0, 30).map((one) => (
                  <Tag
                    key={one.id}
                    {...(one.id === trial.user?.id && rule.key === trial.rule ? { color: 'green' } : {})}
                  >
                    {[
                      one.name,
                      ...(one.load === null ? [] : [t('load', { n: one.load })]),
                      ...(one.full ? [t('full')] : []),
                    ].join(' · ')}
                  </Tag>
                ))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
