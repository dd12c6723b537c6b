import type { WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { Icon, IconButton, useConfirm, useLocale, useNavigator, useT, useToast } from '@mortise/ui'
import { Button, Dropdown, type MenuProps } from 'antd'
import type { ReactNode } from 'react'
import { useRights, useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { useRefresh } from '../workspace/queries.ts'
import { messages } from './messages.ts'

type ActionsProps = {
  readonly entity: EntityModel
  readonly record: WireRecord
  readonly onEdit: () => void
  readonly onGone?: (() => void) | undefined
}

/** What can be done with a record: edit, its manual rules, flows to start, prints, delete. */
export function RecordActions({ entity, record, onEdit, onGone }: ActionsProps): ReactNode {
  const { client, model } = useWorkspace()
  const rights = useRights(entity.key)
  const locale = useLocale()
  const t = useT(messages)
  const toast = useToast()
  const refresh = useRefresh()
  const { go } = useNavigator()
  const remove = useRemove({ entity, record, onGone })

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
    await refresh(entity.key)
  }
  const rules = model
    .documents('rule')
    .filter(
      (rule) => rule.entity === entity.key && rule.trigger.on.includes('manual') && rule.enabled !== false,
    )
  const flows = model
    .documents('flow')
    .filter((flow) => flow.entity === entity.key && flow.start.type === 'manual')
  const prints = model.documents('print').filter((print) => print.entity === entity.key && rights.print)

  const runRule = (key: string, label: string): Promise<void> =>
    attempt(async () => {
      const { records } = await client.work.runRule(key, { entity: entity.key, id: record.id })
      toast({ text: t('done', { name: label }), tone: 'success' })
      const made = records.find((one) => one.id !== record.id)
      if (made !== undefined) go(paths.record(made.entity, made.id))
    })
  const startFlow = (key: string, label: string): Promise<void> =>
    attempt(async () => {
      await client.work.startFlow(key, { entity: entity.key, id: record.id, commandId: crypto.randomUUID() })
      toast({ text: t('started', { name: label }), tone: 'success' })
    })

  const items: MenuProps['items'] = [
    ...rules.slice(1).map((rule) => ({
      key: `rule-${rule.key}`,
      label: say(rule.label, locale),
      icon: <Icon name="zap" />,
      onClick: () => void runRule(rule.key, say(rule.label, locale)),
    })),
    ...flows.map((flow) => ({
      key: `flow-${flow.key}`,
      label: t('start', { name: say(flow.label, locale) }),
      icon: <Icon name="workflow" />,
      onClick: () => void startFlow(flow.key, say(flow.label, locale)),
    })),
    ...prints.map((print) => ({
      key: `print-${print.key}`,
      label: `${t('print')}：${say(print.label, locale)}`,
      icon: <Icon name="printer" />,
      onClick: () => go(paths.print(print.key, record.id)),
    })),
    ...(rights.delete
      ? [
          {
            key: 'remove',
            danger: true,
            label: t('remove'),
            icon: <Icon name="trash-2" />,
            onClick: () => void remove(),
          },
        ]
      : []),
  ]
  const [first] = rules
  return (
    <div className="m-record-actions">
      {first === undefined ? null : (
        <Button onClick={() => void runRule(first.key, say(first.label, locale))}>
          {say(first.label, locale)}
        </Button>
      )}
      {rights.update ? (
        <Button type="primary" onClick={onEdit} icon={<Icon name="pen-line" size={14} />}>
          {t('edit')}
        </Button>
      ) : null}
      {items.length === 0 ? null : (
        <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
          <span>
            <IconButton icon="ellipsis" label={t('more')} />
          </span>
        </Dropdown>
      )}
    </div>
  )
}

function useRemove({ entity, record, onGone }: Omit<ActionsProps, 'onEdit'>): () => Promise<void> {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const confirm = useConfirm()
  const refresh = useRefresh()
  const { go } = useNavigator()
  const name = String(record[entity.document.title] ?? '')
  const bin = entity.document.bin !== false
  return async () => {
    const body = t(bin ? 'removeBody' : 'removeForGood')
    if (!(await confirm({ title: t('removeAsk', { name }), body, action: t('remove'), danger: true }))) return
    try {
      await client.records.remove(entity.key, record.id, record.version)
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
      return
    }
    const undo = async (): Promise<void> => {
      await client.records.bulk(entity.key, { ids: [record.id], restore: true })
      await refresh(entity.key)
    }
    toast({ text: t('removed', { name }), ...(bin ? { undo } : {}) })
    if (onGone === undefined) go(paths.list(entity.key))
    else onGone()
    await refresh(entity.key)
  }
}
