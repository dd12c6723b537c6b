import { say } from '@mortise/errors'
import { Skeleton, useLocale, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages as kitMessages } from '../kit/messages.ts'
import { useDocuments, useSpace, useWorkbench } from '../workbench/context.tsx'
import { type Device, DeviceSwitch } from './device-switch.tsx'
import type { FormDraft } from './draft.ts'
import { messages } from './messages.ts'

const sizes: {
  readonly [K in Device]: { readonly width: number | undefined; readonly height: number | undefined }
} = {
  desktop: { width: undefined, height: undefined },
  tablet: { width: 768, height: 1024 },
  phone: { width: 390, height: 780 },
}

/** The form on a device, as a role, with data: a frame with the preview's own page in it. */
export function PreviewWork({ draft }: { readonly draft: FormDraft }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { space } = useWorkbench()
  const { saves } = useSpace()
  const roles = useDocuments('role')
  const [device, setDevice] = useState<Device>('desktop')
  const [role, setRole] = useState<string>()
  const [data, setData] = useState('')
  // The page reads the draft from the server: what is on its way has to be there first.
  const ready = useQuery({
    queryKey: ['design', 'preview-ready', saves],
    queryFn: async () => {
      await space.flush()
      return space.look().saves
    },
    placeholderData: (before) => before,
    gcTime: 0,
  })
  const asked = new URLSearchParams({ ...(role === undefined ? {} : { role }), data })
  const name = `${draft.entity.key}.${draft.form.key}`
  const { width, height } = sizes[device]
  return (
    <main className="d-canvas" aria-label={kt('preview')}>
      <div className="d-canvas-bar">
        <DeviceSwitch
          value={device}
          onChange={setDevice}
          labels={{ title: kt('device'), phone: kt('phone'), tablet: kt('tablet'), desktop: kt('desktop') }}
        />
        <Select
          aria-label={t('previewRole')}
          value={role ?? ''}
          options={[
            { value: '', label: t('previewMe') },
            ...roles.map((one) => ({
              value: one.key,
              label: t('previewAs', { name: say(one.label, locale) || one.key }),
            })),
          ]}
          popupMatchSelectWidth={false}
          onChange={(next) => setRole(next === '' ? undefined : next)}
        />
        <DataSelect entity={draft.entity.key} title={draft.entity.title} value={data} onChange={setData} />
      </div>
      <div className="d-canvas-scroll d-device-scroll">
        {ready.data === undefined ? (
          <Skeleton shape="record" />
        ) : (
          <iframe
            key={ready.data}
            className="d-device"
            data-device={device}
            title={t('previewOf', { name: say(draft.entity.label, locale) })}
            src={`/design/preview/${encodeURIComponent(name)}?${asked.toString()}`}
            style={{ width: width ?? '100%', height: height ?? '100%' }}
          />
        )}
      </div>
    </main>
  )
}

type Hit = { readonly value: string; readonly label: string }

/** Nothing, made-up values, or a record of the workspace. */
function DataSelect({
  entity,
  title,
  value,
  onChange,
}: {
  readonly entity: string
  readonly title: string
  readonly value: string
  readonly onChange: (data: string) => void
}): ReactNode {
  const t = useT(messages)
  const { client } = useWorkbench()
  const [hits, setHits] = useState<readonly Hit[]>([])
  const find = (text: string): void =>
    void client.records
      .query({ entity, fields: [title], limit: 20, ...(text === '' ? {} : { search: text }) })
      .then(({ data }) =>
        setHits(data.map((one) => ({ value: one.id, label: String(one[title] ?? one.id) }))),
      )
      // An entity that was never published has no records to find.
      .catch(() => setHits([]))
  return (
    <Select
      aria-label={t('previewData')}
      value={value}
      showSearch={{ filterOption: false, onSearch: find }}
      options={[
        { value: '', label: t('previewEmpty') },
        { value: 'sample', label: t('previewSample') },
        ...(hits.length === 0 ? [] : [{ label: t('previewRecords'), options: [...hits] }]),
      ]}
      popupMatchSelectWidth={false}
      style={{ minWidth: 150 }}
      onFocus={() => find('')}
      onChange={onChange}
    />
  )
}
