import { say } from '@mortise/errors'
import type { RoleDocument, RuleDocument } from '@mortise/schema'
import { EmptyState, useLocale, useNarrow, useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { ConditionBuilder } from '../condition/condition-builder.tsx'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { groupName, messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { Palette } from '../kit/palette.tsx'
import { SidePanel } from '../kit/side-panel.tsx'
import { Panel } from '../kit/panel.tsx'
import { runAsChosen, runAsSetting, runAsShown } from '../kit/run-as.ts'
import { useFormer } from '../kit/use-former.ts'
import { useDocuments, useWorkbench } from '../workbench/context.tsx'
import { type Draft, useDraft } from '../workbench/use-draft.ts'
import { editAction, editRule, insertAction } from './commands.ts'
import { HistoryReplay } from './history-replay.tsx'
import { LoopCard } from './loop-card.tsx'
import { messages } from './messages.ts'
import { ruleProperties } from './properties.ts'
import '../styles/automation.css'
import { RuleCanvas, type RulePart, type RulePayload } from './rule-canvas.tsx'
import { RuleList } from './rule-list.tsx'
import { ruleScope } from './rule-scope.ts'
import { RuleStanding, useRulesAtWork } from './rule-standing.tsx'
import { ScenarioList } from '../scenario/scenario-list.tsx'
import { RuleTest } from './rule-test.tsx'
import { RunLog } from './run-log.tsx'
import { messages as runMessages } from './run-messages.ts'
import { TriggerPanel } from './trigger-panel.tsx'

/** Designs a rule as a sentence: when …, if …, then …. */
export function RulePage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ rule: ['rule', name] } as const)
  return draft === undefined ? <Missing /> : <Designer draft={draft as RuleDraft} />
}

/** A rule being edited. */
export type RuleDraft = Draft<{ readonly rule: RuleDocument }>

const sides = ['design', 'runs', 'history'] as const
type Side = (typeof sides)[number]
const sideNames = { design: 'design', runs: 'runsTab', history: 'historyTab' } as const

/** The part of a rule that a JSON pointer leads into. */
function partAt(path: string): RulePart {
  const action = /^\/actions\/(\d+)/.exec(path)?.[1]
  if (action !== undefined) return Number(action)
  if (path.startsWith('/trigger')) return 'when'
  return path.startsWith('/condition') ? 'if' : undefined
}

/** What became of a rule since it is published. */
function Runs({ rule }: { readonly rule: RuleDocument }): ReactNode {
  const t = useT(runMessages)
  const lines = useRulesAtWork()
  const line = lines.data?.find(({ key }) => key === rule.key)
  if (lines.data !== undefined && line === undefined)
    return <EmptyState drawing="list" title={t('notPublishedTitle')} text={t('notPublished')} />
  if (line === undefined) return null
  return (
    <>
      <RuleStanding line={line} />
      <RunLog rule={rule.key} />
    </>
  )
}

function Designer({ draft }: { readonly draft: RuleDraft }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const narrow = useNarrow()
  const { kit, model } = useWorkbench()
  const { rule } = draft.present
  const [part, select] = useState<RulePart>(narrow ? undefined : 'when')
  const rt = useT(runMessages)
  const [side, setSide] = useState<Side>('design')
  const byGroup = Map.groupBy(kit.actions.all, ({ group }) => group)
  const groups = [...byGroup].map(([key, actions]) => ({
    key,
    label: groupName(kt, key),
    items: actions.map(({ type, label, icon }) => ({
      key: type,
      label: label[locale],
      icon,
      payload: { add: type } satisfies RulePayload,
    })),
  }))
  const add = (payload: unknown): void => {
    const type = (payload as { readonly add: string }).add
    const at = typeof part === 'number' ? part + 1 : rule.actions.length
    const name = kit.actions.find(type)?.label[locale] ?? type
    draft.commit({ rule: insertAction(rule, at, startAction(type)) }, t('addAction', { name }))
    select(at)
  }
  return (
    <DesignerFrame
      title={
        <>
          <b className="m-clip">{say(rule.label, locale) || rule.key}</b>
          <span className="m-faint m-clip">{say(model.entity(rule.entity)?.document.label, locale)}</span>
        </>
      }
      steps={draft}
      tabs={sides.map((key) => ({
        key,
        label: rt(sideNames[key]),
        current: side === key,
        onClick: () => setSide(key),
      }))}
      history={[
        {
          kind: 'rule',
          key: rule.key,
          json: rule,
          onRestore: (json) => draft.commit({ rule: json as RuleDocument }, kt('restored')),
        },
      ]}
      onProblem={({ kind, key, path }) => {
        if (kind !== 'rule' || key !== rule.key) return
        setSide('design')
        select(partAt(path))
      }}
    >
      {side === 'design' ? (
        <>
          <Palette kind="rule-palette" groups={groups} onAdd={add}>
            <RuleList entity={rule.entity} current={rule.key} />
          </Palette>
          <main className="d-canvas" aria-label={kt('canvas')}>
            <div className="d-canvas-scroll">
              <RuleCanvas draft={draft} selected={part} select={select} />
              <LoopCard rule={rule.key} />
              <RuleTest rule={rule} />
              <ScenarioList about={{ rule: rule.key, entity: rule.entity }} />
            </div>
          </main>
          <SidePanel open={part !== undefined} onClose={() => select(undefined)}>
            <div className="d-panel-body" onBlur={draft.seal}>
              <RulePanel draft={draft} part={part} />
            </div>
          </SidePanel>
        </>
      ) : (
        <main className="d-canvas" aria-label={rt(sideNames[side])}>
          <div className="d-canvas-scroll">
            <div className="d-auto" data-wide>
              {side === 'runs' ? <Runs rule={rule} /> : <HistoryReplay rule={rule} />}
            </div>
          </div>
        </main>
      )}
    </DesignerFrame>
  )
}

/** A fresh action. */
export function startAction(type: string): { readonly type: string } {
  return { type }
}

/** A rule that nobody sets off needs rights of its own: those of the role made for that, until another is chosen. */
function ownRights(
  rule: RuleDocument,
  { on }: RuleDocument['trigger'],
  roles: readonly RoleDocument[],
): Pick<RuleDocument, 'runAs'> {
  const alone = on.includes('dateRelative') || on.includes('schedule') || on.includes('left')
  const service = roles.find((role) => role.service === true)
  if (!alone || rule.runAs !== undefined || service === undefined) return {}
  return { runAs: { type: 'role', role: service.key } }
}

function RulePanel({ draft, part }: { readonly draft: RuleDraft; readonly part: RulePart }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { kit, model } = useWorkbench()
  const { rule } = draft.present
  const roles = useDocuments('role')
  const former = useFormer('rule', rule.key)
  const scope = ruleScope(rule, model)
  if (part === 'when') {
    return (
      <>
        <h2 className="d-panel-title">{t('when')}</h2>
        <TriggerPanel
          rule={rule}
          onChange={(trigger, merge) =>
            draft.commit(
              { rule: editRule(rule, { trigger, ...ownRights(rule, trigger, roles) }) },
              t('editTrigger'),
              `trigger ${merge}`,
            )
          }
        />
      </>
    )
  }
  if (part === 'if') {
    return (
      <>
        <h2 className="d-panel-title">{t('if')}</h2>
        <ConditionBuilder
          value={rule.condition ?? null}
          entity={rule.entity}
          scope={scope}
          previous
          onChange={(next) =>
            draft.commit(
              { rule: editRule(rule, { condition: next ?? undefined }) },
              t('editCondition'),
              'condition',
            )
          }
        />
      </>
    )
  }
  const action = part === undefined ? undefined : rule.actions[part]
  const type = kit.actions.find(action?.type ?? '')
  if (part === undefined || action === undefined || type === undefined) {
    return (
      <>
        <h2 className="d-panel-title">{t('rule')}</h2>
        <Panel
          name="rule"
          settings={
            rule.phase === 'beforeSave' ? ruleProperties : [...ruleProperties, runAsSetting(roles, former)]
          }
          values={{ enabled: true, ...rule, runAs: runAsShown(rule.runAs, former) }}
          home={rule.entity}
          onChange={({ runAs, ...values }, changed) =>
            draft.commit(
              { rule: editRule(rule, { enabled: false, ...values, runAs: runAsChosen(runAs, former) }) },
              t('editRule'),
              `rule ${changed}`,
            )
          }
        />
      </>
    )
  }
  const name = say(type.label, locale)
  return (
    <>
      <h2 className="d-panel-title">{name}</h2>
      <Panel
        name={`action-${part}-${action.type}`}
        settings={type.settings}
        values={action}
        home={rule.entity}
        onChange={(values, changed) =>
          draft.commit(
            { rule: editAction(rule, part, { shown: type.settings, values }) },
            t('editAction', { name }),
            `action ${part} ${changed}`,
          )
        }
      />
    </>
  )
}
