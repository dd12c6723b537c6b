import { say } from '@mortise/errors'
import { AppMark, Icon, useLocale, useNavigator, useT, useToast } from '@mortise/ui'
import { paths } from '@mortise/views'
import { useMutation } from '@tanstack/react-query'
import { Modal, Radio } from 'antd'
import { type ReactNode, useState } from 'react'
import type { GalleryEntry } from '../workbench/apps-api.ts'
import { useAfterPublish, useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { TemplatePicture } from './template-picture.tsx'

const counts = [
  ['form', 'countForm'],
  ['view', 'countView'],
  ['flow', 'countFlow'],
  ['rule', 'countRule'],
  ['report', 'countReport'],
  ['dashboard', 'countDashboard'],
  ['print', 'countPrint'],
] as const

/** What an app brings, and the choice whether its sample records come along. */
export function InstallDialog({
  entry,
  onClose,
}: {
  readonly entry: GalleryEntry
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { api } = useWorkbench()
  const { go } = useNavigator()
  const refresh = useAfterPublish()
  const toast = useToast()
  const [demo, setDemo] = useState(true)
  const name = say(entry.label, locale)
  const install = useMutation({
    mutationFn: async () => {
      await api.installTemplate(entry.key, demo)
      await refresh()
    },
    onSuccess: () => {
      toast({ text: t('installDone', { name }), tone: 'success' })
      onClose()
      go(paths.app(entry.key))
    },
    onError: (error) => toast({ text: t('installFailed', { why: error.message }), tone: 'danger' }),
  })
  return (
    <Modal
      open
      width={720}
      title={
        <span className="m-row">
          <AppMark icon={entry.icon} color={entry.color ?? undefined} size={28} /> {name}
        </span>
      }
      okText={install.isPending ? t('installing') : t('install')}
      cancelText={t('cancel')}
      confirmLoading={install.isPending}
      mask={{ closable: !install.isPending }}
      onOk={() => install.mutate()}
      onCancel={onClose}
    >
      <div className="d-install">
        <TemplatePicture entry={entry} />
        <p>{say(entry.description, locale)}</p>
        <h3>{t('inside')}</h3>
        <div className="d-template-parts">
          {entry.entities.map((one, index) => (
            <span key={index}>
              <Icon name={one.icon} size={14} />
              {say(one.label, locale)}
            </span>
          ))}
        </div>
        <p className="m-faint">
          {counts
            .flatMap(([kind, text]) => {
              const n = entry.counts[kind] ?? 0
              return n === 0 ? [] : [t(text, { n })]
            })
            .join(' · ')}
        </p>
        {entry.records === 0 ? null : (
          <Radio.Group
            className="d-install-choice"
            value={demo}
            onChange={(event) => setDemo(event.target.value === true)}
          >
            <Radio value={true}>
              <b>{t('withDemo')}</b>
              <span>{t('withDemoText', { n: entry.records })}</span>
            </Radio>
            <Radio value={false}>
              <b>{t('withoutDemo')}</b>
              <span>{t('withoutDemoText')}</span>
            </Radio>
          </Radio.Group>
        )}
      </div>
    </Modal>
  )
}
