import { say } from '@mortise/errors'
import type { RuleDocument } from '@mortise/schema'
import {
  Card,
  EmptyState,
  ErrorState,
  Icon,
  Link,
  PageHeader,
  RelativeTime,
  Tag,
  useLocale,
  useNavigator,
  useT,
  useToast,
} from '@mortise/ui'
import { Button, Switch } from 'antd'
import { type ReactNode, useState } from 'react'
import { CreateDialog } from '../home/create-dialog.tsx'
import { useDragSource, useDropContainer } from '../kit/dnd.tsx'
import { ChoiceBox } from '../kit/editors/choice-box.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { entityChoices } from '../kit/names.ts'
import { PublishDialog } from '../kit/publish-dialog.tsx'
import { useDocuments, useWorkbench } from '../workbench/context.tsx'
import { designHref } from '../workbench/hrefs.ts'
import type { RuleLine } from '../workbench/rules-api.ts'
import { editRule } from './commands.ts'
import { orderPatches } from './order.ts'
import { StandingTag, useRulesAtWork, useSwitchRule } from './rule-standing.tsx'
import { RunLog } from './run-log.tsx'
import { messages } from './run-messages.ts'
import { useTriggerWords } from './trigger-words.ts'
import '../styles/automation.css'

/** Every rule in the order it runs, with its switch and what became of it lately; and all runs. */
export function RulesPage(): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { current } = useNavigator()
  const asked = new URLSearchParams(current.split('?')[1])
  const [entity, setEntity] = useState(asked.get('entity') ?? undefined)
  const [side, setSide] = useState<'rules' | 'runs'>('rules')
  const [dialog, setDialog] = useState<'create' | 'publish'>()
  const lines = useRulesAtWork()
  const rules = useDocuments('rule').filter((rule) => entity === undefined || rule.entity === entity)
  const byEntity = Map.groupBy(
    [...rules].sort((a, b) => (a.order ?? 100) - (b.order ?? 100) || (a.key < b.key ? -1 : 1)),
    ({ entity: of }) => of,
  )
  return (
    <div className="d-home">
      <PageHeader
        title={t('listTitle')}
        note={t('listNote')}
        actions={
          <>
            <Button onClick={() => setSide(side === 'rules' ? 'runs' : 'rules')}>
              {t(side === 'rules' ? 'listRuns' : 'backToRules')}
            </Button>
            <Button icon={<Icon name="plus" />} onClick={() => setDialog('create')}>
              {t('listNew')}
            </Button>
            <Button type="primary" onClick={() => setDialog('publish')}>
              {t('publish')}
            </Button>
          </>
        }
      >
        <div className="d-home-tools">
          <ChoiceBox
            value={entity ?? null}
            label={t('listAll')}
            placeholder={t('listAll')}
            choices={entityChoices({ model, locale })}
            onChange={(next) => setEntity(typeof next === 'string' ? next : undefined)}
          />
        </div>
      </PageHeader>
      <div className="d-auto" data-wide>
        {lines.error === null ? null : <ErrorState error={lines.error} />}
        {side === 'runs' ? <RunLog /> : null}
        {side === 'rules' && rules.length === 0 ? (
          <EmptyState
            drawing="joint"
            title={t('listEmpty')}
            text={t('listEmptyText')}
            action={
              <Button type="primary" onClick={() => setDialog('create')}>
                {t('listNew')}
              </Button>
            }
          />
        ) : null}
        {side === 'rules'
          ? [...byEntity].map(([of, list]) => (
              <EntityRules key={of} entity={of} rules={list} lines={lines.data ?? []} />
            ))
          : null}
      </div>
      {dialog === 'create' ? (
        <CreateDialog kind="rule" entity={entity} onClose={() => setDialog(undefined)} />
      ) : null}
      {dialog === 'publish' ? <PublishDialog onClose={() => setDialog(undefined)} /> : null}
    </div>
  )
}

function EntityRules({
  entity,
  rules,
  lines,
}: {
  readonly entity: string
  readonly rules: readonly RuleDocument[]
  readonly lines: readonly RuleLine[]
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model, space } = useWorkbench()
  const toast = useToast()
  const kind = `rule-line-${entity}`
  const move = (from: number, index: number): void => {
    const patches = orderPatches(rules, from, index)
    if (patches.length === 0) return
    for (const { rule, order } of patches) space.put('rule', rule.key, editRule(rule, { order }))
    toast({ text: t('moved') })
  }
  const { ref, indicator } = useDropContainer<{ readonly line: number }>([kind], {
    onDrop: ({ line }, { index }) => move(line, index),
  })
  return (
    <Card title={say(model.entity(entity)?.document.label, locale) || entity}>
      <ul className="d-rows d-rule-table" ref={ref} data-list="rules" data-flow="column">
        {rules.map((rule, at) => (
          <RuleRow
            key={rule.key}
            rule={rule}
            at={at}
            kind={kind}
            line={lines.find(({ key }) => key === rule.key)}
            onMove={(by) => move(at, by > 0 ? at + 2 : at - 1)}
          />
        ))}
        {indicator}
      </ul>
    </Card>
  )
}

function RuleRow({
  rule,
  at,
  kind,
  line,
  onMove,
}: {
  readonly rule: RuleDocument
  readonly at: number
  readonly kind: string
  readonly line: RuleLine | undefined
  readonly onMove: (by: 1 | -1) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const words = useTriggerWords()
  const { set, busy } = useSwitchRule()
  const name = say(rule.label, locale) || rule.key
  const { ref, dragging } = useDragSource(kind, { line: at }, { label: name })
  return (
    <li data-index={at} data-dragging={dragging}>
      <span
        ref={ref}
        className="d-grip"
        role="button"
        tabIndex={0}
        aria-label={t('dragRule', { name })}
        onKeyDown={(event) =>
          handleKey({ 'Alt+ArrowUp': () => onMove(-1), 'Alt+ArrowDown': () => onMove(1) }, event)
        }
      >
        <Icon name="grip-vertical" size={14} />
      </span>
      <Switch
        size="small"
        aria-label={t('switchRule', { name })}
        loading={busy}
        disabled={line === undefined || !line.enabled}
        checked={line !== undefined && line.enabled && line.paused === null}
        onChange={(on) => set(rule.key, on)}
      />
      <span className="d-rule-name">
        <Link href={designHref('rule', rule.key)}>{name}</Link>
        <small className="m-faint m-clip">{words(rule)}</small>
      </span>
      <Tag>{t(`phase_${rule.phase}`)}</Tag>
      <StandingTag line={line} />
      <span className="d-rule-late">
        {line === undefined || line.lastAt === null ? (
          <span className="m-faint">{t('never')}</span>
        ) : (
          <>
            <span className="m-num">{t('sevenDays', { n: line.runs })}</span>
            {line.failed === 0 ? null : <span className="m-error">{t('failedN', { n: line.failed })}</span>}
            <RelativeTime value={line.lastAt} />
          </>
        )}
      </span>
    </li>
  )
}
