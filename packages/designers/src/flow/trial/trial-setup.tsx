import { say } from '@mortise/errors'
import type { FieldDocument, RecordValues } from '@mortise/schema'
import { SegmentedControl, useLocale, useT } from '@mortise/ui'
import { refusal } from '@mortise/views'
import { useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { Panel } from '../../kit/panel.tsx'
import { type PickedRecord, RecordPicker } from '../../kit/record-picker.tsx'
import { useWorkbench } from '../../workbench/context.tsx'
import { usePeople } from '../use-directory.ts'
import type { FlowEditor } from '../use-flow-editor.ts'
import { messages } from './messages.ts'
import { fillable, madeUp, sorted } from './sample-values.ts'
import { type Samples, type Source, sources, useSamples } from './use-samples.ts'
import type { Trial } from './use-trial.ts'

/** What a flow is tried with: a record there is, one that is typed in, or one that is made up; and who starts it. */
export function TrialSetup({
  editor,
  trial,
}: {
  readonly editor: FlowEditor
  readonly trial: Trial
}): ReactNode {
  const t = useT(messages)
  const { client, kit, model } = useWorkbench()
  const locale = useLocale()
  const people = usePeople(true)
  const { flow } = editor
  const entity = model.entity(flow.entity)
  const [picked, setPicked] = useState<PickedRecord>()
  const [chosen, setChosen] = useState<string>()
  const me = useQuery({
    queryKey: ['design', 'me'],
    queryFn: () => client.session.me(),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const starter = chosen ?? me.data?.user.id
  const fields = useMemo(
    () => sorted(entity === undefined ? [] : fillable(entity, kit), flow),
    [entity, kit, flow],
  )
  const samples = useSamples(async () => {
    const label = (field: FieldDocument): string => say(field.label, locale)
    const by = starter ?? (await client.session.me()).user.id
    return madeUp(fields.first, { kit, client, starter: by, label, roll: Math.random })
  })
  const { source, values } = samples
  const record = source === 'record' ? (picked === undefined ? undefined : { id: picked.value }) : { values }
  const begin = (): void => {
    if (record !== undefined && starter !== undefined) trial.begin({ record, starter })
  }
  return (
    <>
      <p className="m-faint f-note">{t('note')}</p>
      <div className="m-stack">
        <SegmentedControl<Source>
          label={t('from')}
          value={source}
          options={sources.map((value) => ({ value, label: t(`from_${value}`) }))}
          onChange={samples.show}
        />
        {source === 'record' ? (
          <RecordPicker
            entity={flow.entity}
            label={t('pickRecord')}
            value={picked?.value}
            onChange={setPicked}
          />
        ) : (
          <SampleForm key={source} entity={flow.entity} fields={fields} samples={samples} />
        )}
        <label className="d-line">
          {t('starter')}
          <Select<string>
            aria-label={t('starter')}
            showSearch={{ optionFilterProp: 'label' }}
            value={starter ?? null}
            options={(people?.users ?? [])
              .filter(({ active }) => active)
              .map(({ id: value, name }) => ({ value, label: name }))}
            onChange={setChosen}
          />
        </label>
        <Button
          type="primary"
          loading={trial.busy}
          disabled={record === undefined || starter === undefined}
          onClick={begin}
        >
          {t('begin')}
        </Button>
      </div>
    </>
  )
}

function SampleForm({
  entity,
  fields: { first, others },
  samples,
}: {
  readonly entity: string
  readonly fields: ReturnType<typeof sorted>
  readonly samples: Samples
}): ReactNode {
  const t = useT(messages)
  const [more, setMore] = useState(false)
  return (
    <div className="t-sample">
      {samples.source === 'made' ? (
        <p className="m-faint t-made">
          {t('madeNote')}
          <Button size="small" loading={samples.making} onClick={samples.remake}>
            {t('remake')}
          </Button>
        </p>
      ) : null}
      {samples.source === 'made' && samples.error !== null ? (
        <p className="m-error">{refusal(samples.error)}</p>
      ) : null}
      <Panel
        name={`trial-${entity}`}
        settings={more ? [...first, ...others] : first}
        values={samples.values}
        home={entity}
        onChange={(next) => samples.change(next as RecordValues)}
      />
      {others.length === 0 || more ? null : (
        <Button type="link" size="small" onClick={() => setMore(true)}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}
