import { say } from '@mortise/errors'
import type { AssignmentDocument } from '@mortise/schema'
import { EmptyState, Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useConditionWords } from '../condition/condition-words.tsx'
import { useDragSource, useDropContainer } from '../kit/dnd.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { messages } from './messages.ts'
import { type AssignRule, usePoolWords } from './pool.tsx'

type Props = {
  readonly policy: AssignmentDocument
  readonly selected: string | undefined
  readonly onSelect: (key: string | undefined) => void
  readonly onChange: (rules: readonly AssignRule[], label: string) => void
}

/** A key for a rule that no other has. */
export function freshRuleKey(rules: readonly AssignRule[]): string {
  const taken = new Set(rules.map(({ key }) => key))
  return (
    Array.from({ length: rules.length + 1 }, (_, at) => `rule_${at + 1}`).find((one) => !taken.has(one)) ??
    'rule'
  )
}

/** What a rule is called. */
export function useRuleName(policy: AssignmentDocument): (key: string) => string {
  const t = useT(messages)
  const locale = useLocale()
  return (key) => {
    const at = policy.rules.findIndex((one) => one.key === key)
    return say(policy.rules[at]?.label, locale) || t('ruleN', { n: at + 1 })
  }
}

/** The rules of an assignment from the top down, each as a card in words. */
export function RuleCards({ policy, selected, onSelect, onChange }: Props): ReactNode {
  const t = useT(messages)
  const { rules } = policy
  const nameOf = useRuleName(policy)
  const move = (from: number, index: number): void => {
    const [moved] = rules.slice(from, from + 1)
    const to = index > from ? index - 1 : index
    if (moved === undefined || to === from || to < 0 || to >= rules.length) return
    onChange(rules.toSpliced(from, 1).toSpliced(to, 0, moved), t('moveRule', { name: nameOf(moved.key) }))
  }
  const { ref, indicator } = useDropContainer<{ readonly rule: number }>(['assign-rule'], {
    onDrop: ({ rule }, { index }) => move(rule, index),
  })
  const add = (): void => {
    const key = freshRuleKey(rules)
    onChange([...rules, { key, pool: {}, strategy: 'roundRobin' }], t('addRuleStep'))
    onSelect(key)
  }
  return (
    <>
      <p className="m-faint">{t('rules')}</p>
      {rules.length === 0 ? (
        <EmptyState drawing="list" title={t('emptyTitle')} text={t('emptyText')} />
      ) : null}
      <div className="d-assign-list" ref={ref} data-list="rules" data-flow="column">
        {rules.map((rule, at) => (
          <RuleCard
            key={rule.key}
            rule={rule}
            at={at}
            home={policy.entity}
            name={nameOf(rule.key)}
            selected={selected === rule.key}
            onSelect={() => onSelect(rule.key)}
            onMove={(by) => move(at, by > 0 ? at + 2 : at - 1)}
            onCopy={() => {
              const key = freshRuleKey(rules)
              onChange(
                rules.toSpliced(at + 1, 0, { ...rule, key }),
                t('copyRule', { name: nameOf(rule.key) }),
              )
            }}
            onRemove={() => {
              onChange(rules.toSpliced(at, 1), t('removeRule', { name: nameOf(rule.key) }))
              onSelect(undefined)
            }}
          />
        ))}
        {indicator}
      </div>
      <span>
        <Button type="dashed" icon={<Icon name="plus" size={14} />} onClick={add}>
          {t('addRule')}
        </Button>
      </span>
    </>
  )
}

function RuleCard(props: {
  readonly rule: AssignRule
  readonly at: number
  readonly home: string
  readonly name: string
  readonly selected: boolean
  readonly onSelect: () => void
  readonly onMove: (by: 1 | -1) => void
  readonly onCopy: () => void
  readonly onRemove: () => void
}): ReactNode {
  const { rule, at, home, name, selected, onSelect, onMove, onCopy, onRemove } = props
  const t = useT(messages)
  const conditionWords = useConditionWords()
  const poolWords = usePoolWords()
  const { ref, dragging } = useDragSource('assign-rule', { rule: at }, { label: name })
  const limits = [
    ...(rule.capacity === undefined ? [] : [t('atMost', { n: rule.capacity })]),
    ...(rule.hours === undefined ? [] : [t('onlyAtWork')]),
  ]
  const lines = [
    { name: t('when'), words: rule.when === undefined ? t('every') : conditionWords(rule.when, home) },
    { name: t('pool'), words: poolWords(rule.pool) },
    { name: t('how'), words: [t(rule.strategy), ...limits].join(t('comma')) },
  ]
  return (
    <div
      ref={ref}
      className="d-assign"
      data-index={at}
      data-selected={selected}
      data-dragging={dragging}
      role="group"
      aria-label={name}
      aria-current={selected}
      tabIndex={0}
      onClick={onSelect}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return
        handleKey(
          {
            Enter: onSelect,
            'Alt+ArrowUp': () => onMove(-1),
            'Alt+ArrowDown': () => onMove(1),
            Delete: onRemove,
            'Ctrl+D': onCopy,
          },
          event,
        )
      }}
    >
      <div className="d-assign-head">
        <span className="m-faint m-num">{at + 1}</span>
        <b className="m-clip">{name}</b>
        <IconButton icon="copy" size={14} label={t('copyRule', { name })} onClick={onCopy} />
        <IconButton icon="trash-2" size={14} label={t('removeRule', { name })} onClick={onRemove} />
      </div>
      <dl>
        {lines.map((line) => (
          <div key={line.name}>
            <dt>{line.name}</dt>
            <dd>{line.words}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
