import type { RelatedDocument, RuleDocument, RuleTrigger } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import { patched } from '../kit/patched.ts'
import { useDocuments } from '../workbench/context.tsx'
import { DateTrigger, newDateTrigger } from './date-trigger.tsx'
import { MessageAddress } from './message-address.tsx'
import { MessageTrigger } from './message-trigger.tsx'
import { triggerProperties } from './properties.ts'
import { RelatedTrigger } from './related-trigger.tsx'
import { newSchedule, ScheduleTrigger } from './schedule-trigger.tsx'
import { messages } from './trigger-messages.ts'

/** What each way to be set off keeps beside its name, and what that begins with. */
const parts: { readonly [event: string]: { readonly key: keyof RuleTrigger; readonly start: unknown } } = {
  dateRelative: { key: 'dateRelative', start: newDateTrigger },
  schedule: { key: 'schedule', start: newSchedule },
  related: { key: 'related', start: [] },
  message: { key: 'message', start: {} },
}

/** The trigger with other events: what belongs to one that went goes with it, what a new one needs comes. */
export function withEvents(trigger: RuleTrigger, on: RuleTrigger['on']): RuleTrigger {
  const patch = Object.entries(parts).map(([event, { key, start }]): [string, unknown] => [
    key,
    on.some((one) => one === event) ? (trigger[key] ?? start) : null,
  ])
  const watch = on.includes('update') ? trigger.watch : null
  const behaviours = on.includes('behaviour') ? trigger.behaviours : null
  return patched(trigger, { ...Object.fromEntries(patch), watch, behaviours, on })
}

/** What sets off a rule: its events, and what each of them asks for. */
export function TriggerPanel({
  rule,
  onChange,
}: {
  readonly rule: RuleDocument
  readonly onChange: (trigger: RuleTrigger, merge: string) => void
}): ReactNode {
  const t = useT(messages)
  const { trigger, entity } = rule
  const { on } = trigger
  // Only an update asks which fields changed, and whether the condition held before.
  const shown = triggerProperties.filter(({ key }) => key === 'on' || on.includes('update'))
  const put = (patch: { readonly [key: string]: unknown }, merge: string): void =>
    onChange(patched(trigger, patch), merge)
  return (
    <>
      <Panel
        name={`trigger-${on.includes('update')}`}
        settings={shown}
        values={trigger}
        home={entity}
        onChange={(values, changed) => {
          if (changed !== 'on') return put({ [changed]: values[changed] }, changed)
          const next = (values['on'] ?? []) as RuleTrigger['on']
          onChange(withEvents(trigger, next), 'on')
        }}
      />
      {on.includes('dateRelative') ? (
        <DateTrigger
          value={trigger.dateRelative ?? newDateTrigger}
          home={entity}
          onChange={(dateRelative) => put({ dateRelative }, 'dateRelative')}
        />
      ) : null}
      {on.includes('schedule') && trigger.cron === undefined ? (
        <ScheduleTrigger
          value={trigger.schedule ?? newSchedule}
          onChange={(schedule) => put({ schedule }, 'schedule')}
        />
      ) : null}
      {on.includes('related') ? (
        <RelatedTrigger
          value={(trigger.related ?? []) as readonly RelatedDocument[]}
          home={entity}
          onChange={(related) => put({ related }, 'related')}
        />
      ) : null}
      {on.includes('behaviour') ? (
        <BehaviourTrigger
          entity={entity}
          value={trigger.behaviours ?? []}
          onChange={(behaviours) => put({ behaviours }, 'behaviours')}
        />
      ) : null}
      {on.includes('message') ? (
        <>
          <MessageTrigger
            value={trigger.message ?? {}}
            home={entity}
            onChange={(message) => put({ message }, 'message')}
          />
          <MessageAddress rule={rule.key} />
        </>
      ) : null}
      {on.includes('manual') ? (
        <section className="d-trigger">
          <h3 className="d-panel-heading">{t('manualTitle')}</h3>
          <p className="m-faint">{t('manualNote')}</p>
        </section>
      ) : null}
    </>
  )
}

function BehaviourTrigger({
  entity,
  value,
  onChange,
}: {
  readonly entity: string
  readonly value: readonly string[]
  readonly onChange: (value: readonly string[] | null) => void
}): ReactNode {
  const t = useT(messages)
  const known = useDocuments('score')
    .filter((score) => score.entity === entity)
    .flatMap(({ engagement }) => engagement?.kinds.map(({ kind }) => kind) ?? [])
  return (
    <section className="d-trigger">
      <h3 className="d-panel-heading">{t('behaviourTitle')}</h3>
      <label className="d-line">
        <span>{t('behaviours')}</span>
        <Select<string[]>
          aria-label={t('behaviours')}
          mode="tags"
          value={[...value]}
          placeholder={t('behavioursHint')}
          options={[...new Set(known)].map((one) => ({ value: one, label: one }))}
          onChange={(next) => {
            const names = next.map((one) => one.toLowerCase().replace(/[^a-z0-9_]/g, '_'))
            onChange(names.length === 0 ? null : [...new Set(names)])
          }}
        />
      </label>
    </section>
  )
}
