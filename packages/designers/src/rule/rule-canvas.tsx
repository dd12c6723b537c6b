import { say } from '@mortise/errors'
import type { ActionDocument, Settings } from '@mortise/schema'
import { Icon, IconButton, Tag, useLocale, useT, useNarrow } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { useConditionWords } from '../condition/condition-words.tsx'
import { useAnnounce } from '../kit/announce.tsx'
import { useDragSource, useDropContainer } from '../kit/dnd.tsx'
import { handleKey, type KeyMap } from '../kit/keyboard.ts'
import { useReadable } from '../kit/readable.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { insertAction, moveAction, removeAction } from './commands.ts'
import { messages } from './messages.ts'
import type { RuleDraft } from './rule-designer.tsx'
import { ruleScope } from './rule-scope.ts'
import { useTriggerWords } from './trigger-words.ts'

/** What is selected: the trigger, the condition, an action, or the rule itself. */
export type RulePart = 'when' | 'if' | number | undefined

/** What is dragged over a rule. */
export type RulePayload = { readonly add: string } | { readonly move: number }

const drags = ['rule-palette', 'rule-action'] as const

type Props = {
  readonly draft: RuleDraft
  readonly selected: RulePart
  readonly select: (part: RulePart) => void
}

/** The rule as three cards one below the other: when, if, then. */
export function RuleCanvas({ draft, selected, select }: Props): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const announce = useAnnounce()
  const narrow = useNarrow()
  const { rule } = draft.present
  const [lifted, setLifted] = useState<number>()
  const nameOf = (action: ActionDocument | undefined): string =>
    kit.actions.find(action?.type ?? '')?.label[locale] ?? action?.type ?? ''
  const move = (from: number, to: number, merge?: string): void => {
    const next = moveAction(rule, from, to)
    if (next === rule) return
    draft.commit({ rule: next }, t('moveAction', { name: nameOf(rule.actions[from]) }), merge)
    select(to > from ? to - 1 : to)
  }
  const { ref, indicator } = useDropContainer<RulePayload>(drags, {
    onDrop: (payload, { index }) => {
      if ('move' in payload) {
        move(payload.move, index)
        // On a phone the properties come up over the canvas: who moves things about is not asked for them.
        if (narrow) select(undefined)
        return
      }
      draft.commit(
        { rule: insertAction(rule, index, { type: payload.add }) },
        t('addAction', { name: nameOf({ type: payload.add }) }),
      )
      select(index)
    },
  })
  const remove = (at: number): void => {
    draft.commit({ rule: removeAction(rule, at) }, t('removeAction', { name: nameOf(rule.actions[at]) }))
    select(undefined)
  }
  const duplicate = (at: number): void => {
    const action = rule.actions[at]
    if (action === undefined) return
    draft.commit({ rule: insertAction(rule, at + 1, action) }, t('copyAction', { name: nameOf(action) }))
    select(at + 1)
  }
  const shift = (at: number, by: number): void => {
    move(at, by > 0 ? at + 2 : at - 1, lifted === undefined ? undefined : 'lift')
    if (lifted !== undefined) setLifted(at + by)
    announce(t('order', { n: at + by + 1 }))
  }
  const keys = (at: number): KeyMap => ({
    Space: () => {
      if (lifted === at) draft.seal()
      setLifted(lifted === at ? undefined : at)
    },
    Escape: () => {
      if (lifted !== undefined) draft.drop('lift')
      setLifted(undefined)
    },
    ArrowUp: () => (lifted === at ? shift(at, -1) : select(Math.max(0, at - 1))),
    ArrowDown: () => (lifted === at ? shift(at, 1) : select(Math.min(rule.actions.length - 1, at + 1))),
    'Alt+ArrowUp': () => shift(at, -1),
    'Alt+ArrowDown': () => shift(at, 1),
    Delete: () => remove(at),
    'Ctrl+D': () => duplicate(at),
  })
  return (
    <div className="d-rule" onClick={() => select(undefined)}>
      <Sentence word={t('when')} icon="zap" on={selected === 'when'} onSelect={() => select('when')}>
        <TriggerWords draft={draft} />
      </Sentence>
      <Sentence word={t('if')} icon="split" on={selected === 'if'} onSelect={() => select('if')}>
        <IfWords draft={draft} />
      </Sentence>
      <section className="d-rule-then">
        <h3>
          <Icon name="list-checks" />
          {t('then')}
        </h3>
        <div className="d-rule-actions" ref={ref} data-list="actions" data-flow="column">
          {rule.actions.length === 0 ? <p className="d-nodes-empty">{t('noActions')}</p> : null}
          {rule.actions.map((action, at) => (
            <ActionCard
              key={at}
              at={at}
              action={action}
              rule={rule}
              on={selected === at}
              lifted={lifted === at}
              keys={keys(at)}
              onSelect={() => select(at)}
              onCopy={() => duplicate(at)}
              onRemove={() => remove(at)}
            />
          ))}
          {indicator}
        </div>
      </section>
    </div>
  )
}

function Sentence({
  word,
  icon,
  on,
  onSelect,
  children,
}: {
  readonly word: string
  readonly icon: string
  readonly on: boolean
  readonly onSelect: () => void
  readonly children: ReactNode
}): ReactNode {
  return (
    <button
      type="button"
      className="d-sentence"
      aria-pressed={on}
      onClick={(event) => {
        event.stopPropagation()
        onSelect()
      }}
    >
      <b>
        <Icon name={icon} />
        {word}
      </b>
      <span>{children}</span>
    </button>
  )
}

function TriggerWords({ draft }: { readonly draft: RuleDraft }): ReactNode {
  return <>{useTriggerWords()(draft.present.rule)}</>
}

function IfWords({ draft }: { readonly draft: RuleDraft }): ReactNode {
  const t = useT(messages)
  const words = useConditionWords()
  const { model } = useWorkbench()
  const { rule } = draft.present
  if (rule.condition === undefined) return <span className="m-faint">{t('always')}</span>
  return <>{words(rule.condition, rule.entity, { scope: ruleScope(rule, model) })}</>
}

function ActionCard(props: {
  readonly at: number
  readonly action: ActionDocument
  readonly rule: RuleDraft['present']['rule']
  readonly on: boolean
  readonly lifted: boolean
  readonly keys: KeyMap
  readonly onSelect: () => void
  readonly onCopy: () => void
  readonly onRemove: () => void
}): ReactNode {
  const { at, action, rule, on, lifted, keys } = props
  const t = useT(messages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const type = kit.actions.find(action.type)
  const readable = useReadable(rule.entity)
  const { ref, dragging } = useDragSource('rule-action', { move: at })
  const { type: _, ...settings } = action
  const name = type === undefined ? t('unknownAction', { type: action.type }) : say(type.label, locale)
  const wrong = type !== undefined && !type.phases.includes(rule.phase)
  return (
    <div
      ref={ref}
      className="d-action"
      data-index={at}
      data-selected={on}
      data-lifted={lifted}
      data-dragging={dragging}
      role="group"
      aria-label={name}
      tabIndex={0}
      aria-current={on}
      onClick={(event) => {
        event.stopPropagation()
        props.onSelect()
      }}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget) handleKey({ ...keys, Enter: props.onSelect }, event)
      }}
    >
      <span className="d-action-icon">
        <Icon name={type?.icon ?? 'square'} />
      </span>
      <span className="d-action-text">
        <b>{name}</b>
        <span className="m-clip">
          {type === undefined
            ? ''
            : say(type.describe(readable(settings as Settings, type.settings)), locale)}
        </span>
        {wrong ? <Tag color="red">{t('wrongPhase')}</Tag> : null}
      </span>
      <span className="d-action-tools">
        <IconButton icon="copy" size={14} label={t('copy')} hint="Ctrl D" onClick={props.onCopy} />
        <IconButton icon="trash-2" size={14} label={t('remove')} hint="Delete" onClick={props.onRemove} />
      </span>
    </div>
  )
}
