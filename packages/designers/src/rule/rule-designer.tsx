import { say } from '@mortise/errors'
import type { RuleDocument } from '@mortise/schema'
import { useLocale, useNarrow, useT } from '@mortise/ui'
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
import { messages } from './messages.ts'
import { ruleProperties, triggerProperties } from './properties.ts'
import { RuleCanvas, type RulePart, type RulePayload } from './rule-canvas.tsx'
import { RuleList } from './rule-list.tsx'
import { RuleTest } from './rule-test.tsx'

/** Designs a rule as a sentence: when …, if …, then …. */
export function RulePage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ rule: ['rule', name] } as const)
  return draft === undefined ? <Missing /> : <Designer draft={draft as RuleDraft} />
}

/** A rule being edited. */
export type RuleDraft = Draft<{ readonly rule: RuleDocument }>

function Designer({ draft }: { readonly draft: RuleDraft }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const narrow = useNarrow()
  const { kit, model } = useWorkbench()
  const { rule } = draft.present
  const [part, select] = useState<RulePart>(narrow ? undefined : 'when')
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
    >
      <Palette kind="rule-palette" groups={groups} onAdd={add}>
        <RuleList entity={rule.entity} current={rule.key} />
      </Palette>
      <main className="d-canvas" aria-label={kt('canvas')}>
        <div className="d-canvas-scroll">
          <RuleCanvas draft={draft} selected={part} select={select} />
          <RuleTest rule={rule} />
        </div>
      </main>
      <SidePanel open={part !== undefined} onClose={() => select(undefined)}>
        <div className="d-panel-body" onBlur={draft.seal}>
          <RulePanel draft={draft} part={part} />
        </div>
      </SidePanel>
    </DesignerFrame>
  )
}

/** A fresh action. */
export function startAction(type: string): { readonly type: string } {
  return { type }
}

function RulePanel({ draft, part }: { readonly draft: RuleDraft; readonly part: RulePart }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { kit, model } = useWorkbench()
  const { rule } = draft.present
  const roles = useDocuments('role')
  const former = useFormer('rule', rule.key)
  const scope = model.entity(rule.entity)?.scope
  if (part === 'when') {
    return (
      <>
        <h2 className="d-panel-title">{t('when')}</h2>
        <Panel
          name="trigger"
          settings={triggerProperties}
          values={rule.trigger}
          home={rule.entity}
          onChange={(values, changed) =>
            draft.commit(
              { rule: editRule(rule, { trigger: keepRest(rule.trigger, triggerProperties, values) }) },
              t('editTrigger'),
              `trigger ${changed}`,
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

function keepRest(
  before: object,
  shown: readonly { readonly key: string }[],
  values: { readonly [key: string]: unknown },
): object {
  const keys = new Set(shown.map(({ key }) => key))
  return { ...Object.fromEntries(Object.entries(before).filter(([key]) => !keys.has(key))), ...values }
}
