import type { FlowSummary, StartChoices, WireRecord } from '@mortise/client'
import { captioned, say } from '@mortise/errors'
import type { EntityModel } from '@mortise/schema'
import { Icon, IconButton, randomId, useLocale, useNavigator, useT, useToast } from '@mortise/ui'
import { Button, Dropdown, type MenuProps, Tooltip } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { paths } from '../workspace/paths.ts'
import { useRecordRights, useRefresh } from '../workspace/queries.ts'
import { MergesDrawer } from './merges-drawer.tsx'
import { messages } from './messages.ts'
import { ShareDialog } from './share-dialog.tsx'
import { WhyPanel } from './why-panel.tsx'
import { holdsOn } from './readiness.ts'
import { refusal } from './refusal.ts'
import { SubmitDialog } from './submit-dialog.tsx'
import { useRemove } from './use-remove.ts'
import type { Standing } from './use-standing.ts'

type ActionsProps = {
  readonly entity: EntityModel
  readonly record: WireRecord
  readonly standing: Standing
  readonly onEdit: () => void
  readonly onGone?: (() => void) | undefined
}

/** What can be done with a record now: submit it, edit, its manual rules, prints, delete. What can't be done is not shown. */
export function RecordActions({ entity, record, standing, onEdit, onGone }: ActionsProps): ReactNode {
  const { model, me } = useWorkspace()
  const rights = useRecordRights(entity.key, record.id)
  const [dialog, setDialog] = useState<'share' | 'why' | 'merges'>()
  const [submitting, setSubmitting] = useState<FlowSummary>()
  const locale = useLocale()
  const t = useT(messages)
  const { go } = useNavigator()
  const remove = useRemove({ entity, record, onGone })
  const { runRule, startFlow, busy } = useCommands(entity, record)
  const { lock } = standing
  // Only those come here that are for this person, or for whoever may change the record.
  const rules = model
    .documents('rule')
    .filter((rule) => rule.entity === entity.key && rule.trigger.on.includes('manual'))
    .filter((rule) => rights.update || rule.trigger.roles !== undefined)
    .filter((rule) => rule.enabled !== false && holdsOn(rule.condition, record))
  const prints = model.documents('print').filter((print) => print.entity === entity.key && rights.print)
  const submitLabel = (flow: FlowSummary): string =>
    standing.startable.length === 1 ? t('submit') : t('start', { name: say(flow.label, locale) })
  const items: MenuProps['items'] = [
    ...rules.slice(1).map((rule) => ({
      key: `rule-${rule.key}`,
      label: say(rule.label, locale),
      icon: <Icon name="zap" />,
      onClick: () => void runRule(rule.key, say(rule.label, locale)),
    })),
    ...standing.startable.slice(1).map((flow) => ({
      key: `flow-${flow.key}`,
      label: submitLabel(flow),
      icon: <Icon name="workflow" />,
      onClick: () => setSubmitting(flow),
    })),
    ...prints.map((print) => ({
      key: `print-${print.key}`,
      label: captioned(t('print'), say(print.label, locale), locale),
      icon: <Icon name="printer" />,
      onClick: () => go(paths.print(print.key, record.id)),
    })),
    ...(rights.share
      ? [
          {
            key: 'share',
            label: t('share'),
            icon: <Icon name="share-2" />,
            onClick: () => setDialog('share'),
          },
        ]
      : []),
    ...(rights.update && rights.delete
      ? [
          {
            key: 'merges',
            label: t('merges'),
            icon: <Icon name="merge" />,
            onClick: () => setDialog('merges'),
          },
        ]
      : []),
    ...(me.admin
      ? [
          {
            key: 'why',
            label: t('why'),
            icon: <Icon name="eye" />,
            onClick: () => setDialog('why'),
          },
        ]
      : []),
    ...(rights.delete && lock === undefined
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
  const [flow] = standing.startable
  return (
    <div className="m-record-actions">
      {dialog === 'share' ? (
        <ShareDialog entity={entity} record={record} onClose={() => setDialog(undefined)} />
      ) : null}
      {dialog === 'why' ? (
        <WhyPanel entity={entity} record={record} onClose={() => setDialog(undefined)} />
      ) : null}
      {dialog === 'merges' ? (
        <MergesDrawer entity={entity} record={record} onClose={() => setDialog(undefined)} />
      ) : null}
      {lock === undefined || !rights.update ? null : (
        <Tooltip title={t(lock === 'flow' ? 'lockedByFlowText' : 'lockedByStateText')}>
          <span className="m-locked">
            <Icon name="lock" size={14} />
            {t(lock === 'flow' ? 'lockedByFlow' : 'lockedByState')}
          </span>
        </Tooltip>
      )}
      {first === undefined ? null : (
        <Button
          loading={busy === first.key}
          onClick={() => void runRule(first.key, say(first.label, locale))}
        >
          {say(first.label, locale)}
        </Button>
      )}
      {rights.update && lock === undefined ? (
        <Button
          type={flow === undefined ? 'primary' : 'default'}
          onClick={onEdit}
          icon={<Icon name="pen-line" size={14} />}
        >
          {t('edit')}
        </Button>
      ) : null}
      {flow === undefined ? null : (
        <Button
          type="primary"
          title={say(flow.label, locale)}
          loading={busy === flow.key}
          icon={<Icon name="send" size={14} />}
          onClick={() => setSubmitting(flow)}
        >
          {submitLabel(flow)}
        </Button>
      )}
      {items.length === 0 ? null : (
        <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
          <span>
            <IconButton icon="ellipsis" label={t('more')} />
          </span>
        </Dropdown>
      )}
      {submitting === undefined ? null : (
        <SubmitDialog
          flow={submitting}
          entity={entity.key}
          id={record.id}
          onSubmit={(choices) => void startFlow(submitting.key, say(submitting.label, locale), choices)}
          onClose={() => setSubmitting(undefined)}
        />
      )}
    </div>
  )
}

type Commands = {
  /** Key of what is under way. */
  readonly busy: string | undefined
  readonly runRule: (key: string, label: string) => Promise<void>
  readonly startFlow: (key: string, label: string, choices: StartChoices) => Promise<void>
}

/** Running a record's rules and flows, with what is said afterwards. */
function useCommands(entity: EntityModel, record: WireRecord): Commands {
  const { client } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const refresh = useRefresh()
  const { go } = useNavigator()
  const [busy, setBusy] = useState<string>()
  const attempt = async (key: string, work: () => Promise<void>): Promise<void> => {
    setBusy(key)
    try {
      await work()
    } catch (error) {
      toast({ text: refusal(error), tone: 'danger' })
    }
    await refresh(entity.key)
    setBusy(undefined)
  }
  return {
    busy,
    runRule: (key, label) =>
      attempt(key, async () => {
        const { records } = await client.work.runRule(key, { entity: entity.key, id: record.id })
        toast({ text: t('done', { name: label }), tone: 'success' })
        const made = records.find((one) => one.id !== record.id)
        if (made !== undefined) go(paths.record(made.entity, made.id))
      }),
    startFlow: (key, label, choices) =>
      attempt(key, async () => {
        const commandId = randomId()
        await client.work.startFlow(key, { ...choices, entity: entity.key, id: record.id, commandId })
        toast({ text: t('started', { name: label }), tone: 'success' })
      }),
  }
}
