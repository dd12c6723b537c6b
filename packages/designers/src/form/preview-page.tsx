import type { RecordValues } from '@mortise/schema'
import { ErrorState, Skeleton, useLocale, useNavigator, useUi } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'
import { Missing } from '../kit/missing.tsx'
import { useDocuments, useWorkbench } from '../workbench/context.tsx'
import { FormPreview } from './form-preview.tsx'
import { sampleRecord } from './sample-record.ts'

/**
 * A form's draft alone on a page of its own, which stands in a frame of the size of a device: what depends on the width
 * of a screen is then as it is there. The address says which role (`role`) looks at which data (`data`: `sample`, or
 * the id of a record).
 */
export function PreviewPage({ name }: { readonly name: string }): ReactNode {
  const { space } = useWorkbench()
  const { current } = useNavigator()
  const roles = useDocuments('role')
  const asked = new URLSearchParams(current.split('?')[1])
  const document = space.get('form', name)
  const role = roles.find(({ key }) => key === asked.get('role'))
  const { values, error, isLoading } = useValues(document?.entity, asked.get('data') ?? '')
  if (document === undefined) return <Missing />
  return (
    <div className="d-frame d-preview-page">
      {error === null ? null : <ErrorState error={error} />}
      {isLoading ? (
        <Skeleton shape="record" />
      ) : (
        <FormPreview form={document} values={values} role={role} madeUp={asked.get('data') === 'sample'} />
      )}
    </div>
  )
}

function useValues(
  entity: string | undefined,
  data: string,
): { readonly values: RecordValues | undefined; readonly error: Error | null; readonly isLoading: boolean } {
  const { client, kit, model } = useWorkbench()
  const locale = useLocale()
  const { timeZone } = useUi()
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const isRecord = data !== '' && data !== 'sample'
  const read = useQuery({
    queryKey: ['design', 'preview', entity, data],
    enabled: isRecord && entity !== undefined,
    queryFn: async () => (await client.records.get(entity ?? '', data)).data,
    retry: false,
  })
  const sample = useMemo(() => {
    const found = model.entity(entity ?? '')
    return data === 'sample' && found !== undefined
      ? sampleRecord(found, { model, kit, locale, timeZone, today })
      : undefined
  }, [data, entity, model, kit, locale, timeZone, today])
  return {
    values: isRecord ? (read.data as RecordValues | undefined) : sample,
    error: read.error,
    isLoading: read.isLoading,
  }
}
