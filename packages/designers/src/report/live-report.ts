import type { ReportResult } from '@mortise/reports'
import type { ReportDocument } from '@mortise/schema'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'

/** The numbers of a draft: the last good ones stay while newer are on their way or can't be worked out. */
export type LiveReport = {
  readonly result: ReportResult | undefined
  readonly error: Error | null
  readonly loading: boolean
  readonly retry: () => void
}

/** The parts of a report that its numbers depend on; another chart or name asks for nothing. */
function asked(report: ReportDocument): string {
  const {
    chart: _chart,
    drill: _drill,
    layout: _layout,
    label: _label,
    description: _description,
    ...rest
  } = report
  return JSON.stringify(rest)
}

function useSettled<Value>(value: Value, wait: number): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait)
    return () => clearTimeout(timer)
  }, [value, wait])
  return settled
}

/** Works a draft out on the server, a moment after the last edit. `ready` is whether it can be worked out at all. */
export function useLiveReport(report: ReportDocument, ready: boolean): LiveReport {
  const { api } = useWorkbench()
  const question = useSettled(ready ? asked(report) : '', 300)
  const query = useQuery({
    queryKey: ['design', 'report-preview', question],
    queryFn: ({ signal }) => api.previewReport(JSON.parse(question) as ReportDocument, signal),
    enabled: question !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  })
  const last = useRef(query.data)
  last.current = query.data ?? last.current
  const behind = ready && asked(report) !== question
  return {
    result: last.current,
    error: query.error,
    loading: query.isFetching || behind,
    retry: () => void query.refetch(),
  }
}
