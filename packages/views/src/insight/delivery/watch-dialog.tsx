import type {
  AlertSettings,
  DeliverySettings,
  NewWatch,
  ReportPlace,
  ReportWatch,
  WatchRecipient,
  WatchSchedule,
} from '@mortise/client'
import { formatInstantText, useT, useToast, useUi } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Modal, Select, Switch } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import '../../styles/report-delivery.css'
import { useAttempt } from '../../workspace/use-attempt.ts'
import { useWorkspace } from '../../workspace/metadata.tsx'
import { AlertFields, type Figure, firstAlert } from './alert-fields.tsx'
import { messages } from './messages.ts'
import { Recipients } from './recipients.tsx'
import { firstSchedule, ScheduleFields } from './schedule.tsx'

/** What a dialog is opened for: something new, or one there is. */
export type WatchGround = {
  readonly place: ReportPlace
  readonly label: string
  readonly kind: 'delivery' | 'alert'
  readonly known?: ReportWatch | undefined
  /** Choices of a dashboard's filters as they are now. */
  readonly filters?: { readonly [key: string]: unknown } | undefined
  readonly figures: readonly Figure[]
  readonly periods: boolean
}

/** Which forms something can be sent in. */
export function formatsOf({ targetKind }: ReportPlace): readonly DeliverySettings['format'][] {
  return targetKind === 'report' ? ['xlsx', 'csv', 'pdf', 'png', 'link'] : ['pdf', 'png', 'xlsx', 'link']
}

/** Words of a form. */
export const formatNames = {
  xlsx: 'asXlsx',
  csv: 'asCsv',
  pdf: 'asPdf',
  png: 'asPicture',
  link: 'asLink',
} as const

/** Sets a subscription or an alert, or changes one. */
export function WatchDialog({
  ground,
  onClose,
}: {
  readonly ground: WatchGround
  readonly onClose: () => void
}): ReactNode {
  const { kind, label, known, place } = ground
  const { client, me } = useWorkspace()
  const { timeZone } = useUi()
  const t = useT(messages)
  const toast = useToast()
  const attempt = useAttempt()
  const queries = useQueryClient()
  const id = useId()
  const [name, setName] = useState(known?.name ?? '')
  const [recipients, setRecipients] = useState<readonly WatchRecipient[]>(
    known?.recipients?.map(({ kind: one, id: of }) => ({ kind: one, id: of })) ?? [
      { kind: 'user', id: me.user.id },
    ],
  )
  const [schedule, setSchedule] = useState<WatchSchedule>(known?.schedule ?? firstSchedule(kind))
  const [delivery, setDelivery] = useState<DeliverySettings>(
    known?.kind === 'delivery'
      ? (known.settings as DeliverySettings)
      : {
          format: formatsOf(place)[0] ?? 'xlsx',
          skipEmpty: false,
          mail: true,
          filters: ground.filters ?? {},
        },
  )
  const [alert, setAlert] = useState<AlertSettings>(
    known?.kind === 'alert' ? (known.settings as AlertSettings) : firstAlert(ground.figures),
  )
  const [busy, setBusy] = useState(false)
  const settings = kind === 'alert' ? alert : delivery
  const incomplete =
    recipients.length === 0 || (kind === 'alert' && alert.op !== 'noData' && alert.value === undefined)
  const save = async (): Promise<void> => {
    setBusy(true)
    const done = await attempt(async () => {
      const given = { name, recipients, schedule, settings }
      if (known !== undefined) {
        await client.delivery.change(known.id, given as Partial<NewWatch>)
        toast({ text: t('changed'), tone: 'success' })
        return
      }
      const { nextAt } = await client.delivery.create({ kind, ...place, ...given } as NewWatch)
      const time = nextAt === null ? undefined : formatInstantText(nextAt, timeZone)
      toast({ text: time === undefined ? t('madeNever') : t('made', { time }), tone: 'success' })
    })
    setBusy(false)
    if (!done) return
    await queries.invalidateQueries({ queryKey: ['report-watches'] })
    onClose()
  }
  const title =
    known === undefined
      ? t(kind === 'alert' ? 'alertTitle' : 'subscribeTitle', { name: label })
      : t('editWatch', { name: known.name || label })
  return (
    <Modal
      open
      title={title}
      onCancel={onClose}
      destroyOnHidden
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t('cancel')}
        </Button>,
        <Button key="save" type="primary" loading={busy} disabled={incomplete} onClick={() => void save()}>
          {t('save')}
        </Button>,
      ]}
    >
      <div className="m-stack">
        <div className="m-watch-field">
          <label htmlFor={`${id}-to`}>{t('recipients')}</label>
          <Recipients id={`${id}-to`} value={recipients} onChange={setRecipients} />
          <small className="m-faint">{t('recipientsNote')}</small>
        </div>
        {kind === 'alert' ? (
          <AlertFields value={alert} onChange={setAlert} figures={ground.figures} periods={ground.periods} />
        ) : null}
        <div className="m-watch-field">
          <span className="m-watch-label">{t(kind === 'alert' ? 'whenCheck' : 'when')}</span>
          <ScheduleFields value={schedule} onChange={setSchedule} hourly={kind === 'alert'} />
        </div>
        {kind === 'delivery' ? (
          <div className="m-watch-field">
            <label htmlFor={`${id}-format`}>{t('format')}</label>
            <Select
              id={`${id}-format`}
              value={delivery.format}
              options={formatsOf(place).map((one) => ({ value: one, label: t(formatNames[one]) }))}
              onChange={(format) => setDelivery({ ...delivery, format })}
            />
            {Object.values(delivery.filters ?? {}).some((one) => one !== null) ? (
              <small className="m-faint">{t('filtersNote')}</small>
            ) : null}
          </div>
        ) : null}
        <div className="m-watch-field">
          <label htmlFor={`${id}-name`}>{t('name')}</label>
          <Input
            id={`${id}-name`}
            maxLength={120}
            value={name}
            placeholder={label}
            onChange={({ target }) => setName(target.value)}
          />
        </div>
        {kind === 'delivery' ? (
          <label className="m-watch-switch">
            <Switch
              size="small"
              checked={delivery.skipEmpty === true}
              onChange={(skipEmpty) => setDelivery({ ...delivery, skipEmpty })}
            />
            <span>{t('skipEmpty')}</span>
          </label>
        ) : null}
        <label className="m-watch-switch">
          <Switch
            size="small"
            checked={settings.mail !== false}
            onChange={(mail) =>
              kind === 'alert' ? setAlert({ ...alert, mail }) : setDelivery({ ...delivery, mail })
            }
          />
          <span>{t('mail')}</span>
        </label>
        {settings.mail === false || (kind === 'delivery' && delivery.format === 'png') ? null : (
          <label className="m-watch-switch">
            <Switch
              size="small"
              checked={settings.picture === true}
              onChange={(picture) =>
                kind === 'alert' ? setAlert({ ...alert, picture }) : setDelivery({ ...delivery, picture })
              }
            />
            <span>{t('picture')}</span>
          </label>
        )}
      </div>
    </Modal>
  )
}
